"""Chinese, in both ways of writing it: what is stated in simplified characters is read in traditional ones too.

Tokens are single characters, so `…` stands for up to four of them. What Hong Kong, Macao and Taiwan say in other words
than the mainland is stated beside it.
"""

from typing import TypeVar

from nlp.lang.language import Gate, Language, Terms

_TRADITIONAL = str.maketrans(
    "万与专业两个临为书争于亚产亿从优伙会体余兰关内决减击划则别办务动区协单卢历参双号后启员围国图圆场坚声处备复头学实审对寻导将尔尽届属币带并应废开张当录征总户执扩护报拟换据搁摆数断无时暂机权条来极标检槛欧"
    "没测济涨满点独环现电画盖着码确礼积税笔筹签简类系约级纳纽线细终经结络绝继续缉缓缔缩罚职联节范药获营蓝虑补规计订认议讯设证评识试该诸调谅谈谢谣负责货质购贷贸资跃践转较输辖边达过运还这进迟适采铢链销锐镑长"
    "门间阶陆险随韩项顺预领额风馀驶驾验",
    "萬與專業兩個臨為書爭於亞產億從優夥會體餘蘭關內決減擊劃則別辦務動區協單盧歷參雙號後啟員圍國圖圓場堅聲處備復頭學實審對尋導將爾盡屆屬幣帶並應廢開張當錄徵總戶執擴護報擬換據擱擺數斷無時暫機權條來極標檢檻歐"
    "沒測濟漲滿點獨環現電畫蓋著碼確禮積稅筆籌簽簡類係約級納紐線細終經結絡絕繼續緝緩締縮罰職聯節範藥獲營藍慮補規計訂認議訊設證評識試該諸調諒談謝謠負責貨質購貸貿資躍踐轉較輸轄邊達過運還這進遲適採銖鏈銷銳鎊長"
    "門間階陸險隨韓項順預領額風餘駛駕驗",
)
"""Simplified to traditional, character by character, for the words of this file; not for running text."""

_V = TypeVar("_V", int, float, str)


def _both_words(words: dict[str, _V]) -> dict[str, _V]:
    return words | {word.translate(_TRADITIONAL): value for word, value in words.items()}


def _numeral(number: int) -> str:
    tens, units = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[units] if units else "")


_FIRSTS = ("首个", "首份", "首项", "首家", "首位", "首例", "首件", "首次", "头一个", "头一回", "头一份")

_PERIODS = {"三季": 9, "三季度": 9, "三个季度": 9, "三個季度": 9, "两季度": 6, "上半年": 1, "首半年": 1, "下半年": 2}
"""What "the first three quarters" counts in months, and which half of the year "the upper half" is."""

_MONTH_PART = "(?:份|初|中旬|上旬|下旬|中|底|末)?"
_YEAR_PART = "(?:年?初|年?底|年?末|年中|春季?|夏季?|秋季?|冬季?)?"
_DAY = " ?[日号號]"
_NOT_A_DAY = "(?! ?(?:内|內|前|间|間|后|後|之|程|子|常|益|元|游|遊|报到|報到)|本(?![报報次]))"
_NO_NUMERAL_BEFORE = "(?<![一二三四五六七八九十百千廿卅〇零第每近数數几幾期时時])"
_IN_BRACKETS = "[（(](?:<weekday>|[今昨明][天日]|当天|當天)[）)]"

_WHOSE_YEAR = "(?:<han_year> ?年|(?P<this_year>(?:今|本)年)|(?P<last_year>(?:去|上)年))?(?:度)?的?"
"""The year of a part of a year, where it is said."""

LANGUAGE = Language(
    code="zh",
    gate=Gate(
        aeo=Terms.of("经认证的经营者", "認可經濟營運商", "认可经济营运商", "優質企業", "认证企业", "可信任"),
        recognition=Terms.of("互认", "互認"),
        trade=Terms.of("进出口", "進出口", "出口", "进口", "進口", "贸易", "貿易"),
        customs=Terms.of("海关", "海關", "关税局", "關務", "关务"),
    ),
    spaced=False,
    han_numbers=True,
    belt_and_road=r"一带一路|一帶一路",
    falls=r"下降|减少|下跌|降低|下滑|回落|萎缩|萎縮|減少|衰退|减|減|降|跌|下挫|缩水|縮水|少了|低于|低於",
    rises=r"增长|增長|增加|上升|扩大|擴大|成長|攀升|增|升|多了|高于|高於",
    sequential=r"环比|環比|(?<!同)月[增減减]|[较較比](?:上|前)[个個]?月|[较較比][1-9一二三四五六七八九十]{1,2}月(?!同)|[较較比]上[个個]?季|季[增減减]",
    fractions={"一半": 2, "半数": 2, "半數": 2},
    numbers={_numeral(number): number for number in range(1, 32)} | {"两": 2, "兩": 2} | _PERIODS,
    ordinals=_both_words(dict.fromkeys(_FIRSTS, 1)),
    scales=_both_words(
        {"百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10}
        | {"千亿": 1e11, "万亿": 1e12, "兆": 1e12}
        | {f"{odd}{scale}": value for odd in "多余馀" for scale, value in (("万", 1e4), ("亿", 1e8), ("万亿", 1e12))}
    ),
    currencies=_both_words(
        {f"{odd}{name}": code for odd in ("", "多", "余") for name, code in {"美元": "USD", "元人民币": "CNY"}.items()}
        | {"美金": "USD", "美圆": "USD", "人民币": "CNY", "元": "CNY", "多元": "CNY", "余元": "CNY", "圆": "CNY"}
        | {"港元": "HKD", "港币": "HKD", "元港币": "HKD", "澳门元": "MOP", "澳门币": "MOP", "元澳门币": "MOP"}
        | {"新台币": "TWD", "新臺币": "TWD", "台币": "TWD", "臺币": "TWD", "元新台币": "TWD", "元新臺币": "TWD"}
        | {"欧元": "EUR", "日元": "JPY", "日圆": "JPY", "日币": "JPY", "韩元": "KRW", "韩圆": "KRW", "韩币": "KRW"}
        | {"英镑": "GBP", "卢布": "RUB", "澳元": "AUD", "澳币": "AUD", "加元": "CAD", "加币": "CAD", "加拿大元": "CAD"}
        | {"澳大利亚元": "AUD", "新西兰元": "NZD", "纽元": "NZD", "新元": "SGD", "新加坡元": "SGD", "新币": "SGD"}
        | {"瑞士法郎": "CHF", "瑞郎": "CHF", "泰铢": "THB", "印度卢比": "INR", "林吉特": "MYR", "令吉": "MYR"}
        | {"印尼盾": "IDR", "越南盾": "VND", "墨西哥比索": "MXN", "智利比索": "CLP", "巴西雷亚尔": "BRL", "雷亚尔": "BRL"}
        | {"里亚尔": "SAR", "迪拉姆": "AED", "兰特": "ZAR", "坚戈": "KZT", "里拉": "TRY", "新谢克尔": "ILS"}
    ),
    weekdays={
        f"{week}{day}": number
        for week in ("星期", "周", "週", "礼拜", "禮拜")
        for number, days in enumerate(("一", "二", "三", "四", "五", "六", "日天"))
        for day in days
    },
    worldwide=r"外贸|外貿|对外贸易|對外貿易|全国(?:出口|进口)|(?:出口|进口)总[值额]|(?:出口|進口)總[值額]",
    a_day=r"日均|每日|每天|一天",
    to_come=r"(?:未来|未來|今后|今後|接下来)[^，。]{0,4}年",
    operators=r"AEO ?(?:高级认证)?(?:企业|企業)|(?:高级|高級)认证企业|高級認證企業|认证企业|認證企業|优质企业|優質企業",
    or_else=r"(?:约合|約合|折合|合|或)(?:约|約)?",
    respectively=r"分别|分別|依次",
    such_as=r"包括|其中包括|如|例如",
    and_others=r"(?:等|在内的|在內的|等在内的|等在內的)(?:共|共计|共計|总共)?",
    dates=(
        ("calendar", rf"(?:(?:公元|西元) ?)?<han_year> ?年 ?<han_month> ?月 ?<han_day>{_DAY}(?: ?{_IN_BRACKETS})?"),
        ("calendar", rf"<han_year> ?年 ?<han_month> ?月{_MONTH_PART}"),
        ("calendar", rf"<han_year> ?年{_YEAR_PART}(?![代来來])"),
        ("calendar", r"<year>\.<m>\.<day>"),
        ("calendar", r"<year>\.<m>(?=[)）\]~～\-–、，,。;；\s]|$)(?! ?[亿億万萬兆千%％])"),
        ("calendar", rf"<han_month> ?月 ?<han_day>{_DAY}(?: ?{_IN_BRACKETS})?"),
        ("calendar", rf"(?<![个個第])(?P<span><han_month> ?月{_MONTH_PART})(?![球票饼餅刊均])"),
        ("calendar", r"(?:<han_year> ?年 ?)?<han_month>(?= ?[至到\-–—~～] ?(?:1?\d|[一二三四五六七八九十]+) ?月)"),
        ("calendar", rf"{_NO_NUMERAL_BEFORE}(?P<span><han_day> ?日){_NOT_A_DAY}"),
        ("calendar", rf"[今昨明][天日][，,]? ?[（(]?[^（()）0-9一二三四五六七八九十]{{0,8}}<han_month> ?月 ?<han_day>{_DAY}[）)]?"),
        ("calendar", rf"[今昨明][天日] ?[（(][^（()）0-9一二三四五六七八九十廿卅]{{0,6}}<han_day>{_DAY}[）)]"),
        ("range", rf"<han_year> ?年 ?<han_month> ?月 ?<han_day>{_DAY}? ?[至到\-–—~～] ?<number>{_DAY}"),
        ("range", rf"<han_month> ?月 ?<han_day>{_DAY}? ?[至到\-–—~～] ?<number>{_DAY}"),
        ("calendar", rf"[今昨明][天日][，,]? ?[（(]?<han_month> ?月 ?<han_day>{_DAY}[）)]?"),
        ("range", rf"[本当當这這][个個]?月 ?<han_day>{_DAY}? ?[至到\-–—~～] ?<number>{_DAY}"),
        ("range", rf"[（(]<han_month> ?月 ?<han_day>{_DAY}? ?[至到\-–—~～、和] ?<number>{_DAY}[）)]"),
        ("months", r"<han_year> ?年 ?<han_month> ?月?份? ?[至到\-–—~～] ?<han_year2> ?年 ?<han_month2> ?月份?"),
        ("months", rf"{_WHOSE_YEAR}<han_month> ?月?份? ?[至到\-–—~～] ?<han_month2> ?月(?! ?\d{{1,2}} ?日)(?:份|底|末)?"),
        ("months_to_now", r"(?:自|从|從)? ?<han_month> ?月(?:至今|迄今|到(?:现在|現在|目前)|以来至今|以來至今)"),
        ("until_month", rf"(?:截至|截止|截止到|至|到)(?P<span>{_WHOSE_YEAR}<han_month> ?月[底末]?)(?! ?\d)"),
        ("first_months", rf"{_WHOSE_YEAR}(?:累[計计])?[前首头頭] ?<number> ?[个個]?月"),
        ("first_months", rf"{_WHOSE_YEAR}(?P<span>(?:的|间|間)?[前首](?=[三两兩][个個]?季)<number>)"),
        ("first_months", rf"{_WHOSE_YEAR}[前首](?=[三两兩][个個]?季)<number>"),
        ("half", rf"{_WHOSE_YEAR}(?=[上下首]半年)<number>(?:度)?"),
        ("quarter", rf"{_WHOSE_YEAR}(?:第(?=[一二三四1-4] ?季)|(?=[一二三四1-4] ?季度))<number> ?季度?"),
        ("final_quarter", rf"{_WHOSE_YEAR}(?:最后|最後|末)(?:一个|一個|一)?季度?"),
        ("year_to", r"(?:截至|截止)<han_year> ?年 ?<han_month> ?月(?: ?\d{1,2} ?日)?(?:止|底)?的?(?:一年|12个月|12個月|财年|財年|财政年度|財政年度)"),
        ("fiscal", r"<year>(?:\s?[-–—/～~至]\s?<year2>)? ?年?(?:财政|財政|會計|会计)?(?:年度|财年|財年)"),
        ("fiscal", r"(?P<last_year>上(?:一个|一個|一|个|個)?)(?:财政年度|財政年度|财年|財年)"),
        ("fiscal", r"(?P<this_year>本)(?:财政年度|財政年度|财年|財年)"),
        ("so_far", r"(?:今年以来|今年以來|年初至今)(?:累计|累計)?"),
        ("era", rf"(?P<roc>(?:中華)?民國|民国) ?<number> ?年(?: ?<han_month> ?月)?(?: ?<han_day>{_DAY})?"),
        ("era", rf"(?P<roc>)(?=1[0-4]\d ?年)<number> ?年 ?<m> ?月(?: ?<day>{_DAY})?"),
        ("era", r"(?P<roc>)(?=1[0-4]\d/)<number>/<m>/<day>"),
        ("era", rf"(?P<roc>)(?=1[0-4]\d ?年)<number> ?年{_YEAR_PART}(?! ?\d)(?![个個來来以])"),
        ("era", rf"(?P<roc>民[國国])(?P<number>一百[零〇○]?[一二三四五六七八九十]{{0,3}}|一[一二三四][〇○零一二三四五六七八九]) ?年(?: ?<han_month> ?月)?(?: ?<han_day>{_DAY})?"),
        ("calendar", rf"(?P<year_before_last>前年)(?: ?<han_month> ?月(?: ?<han_day>{_DAY}|{_MONTH_PART}))?"),
        ("same_day", r"(?:同|当|當)[天日](?![起前])|同[日天]"),
        ("day_after", r"[次翌]日|第二天|次晨"),
        ("day_before_that", r"(?:前|上)一[天日]|前日"),
        ("same_month", rf"同月(?: ?<han_day>{_DAY})?|[当當]月 ?<han_day>{_DAY}"),
        ("same_year", rf"(?:同|[当當])年(?: ?<han_month> ?月(?: ?<han_day>{_DAY}|{_MONTH_PART}))?"),
        ("year_after", rf"[翌次]年(?: ?<han_month> ?月(?: ?<han_day>{_DAY}|{_MONTH_PART}))?"),
        ("month_after", r"(?:次|翌|下一?个|下一?個)月(?:的)?(?P<first_day>第一[天日]|首日|[1一] ?日)"),
        ("month_after", r"(?:次|后|後|第)?<number>[个個]月(?:后|後)?的?(?P<first_day>第一[天日]|首日)"),
        ("month_after", r"(?:之日|日期|日|签署|簽署|通过|通過)(?:起|后|後|之后|之後)第<number>[个個]月的?(?P<first_day>首日|第一[天日]|[1一] ?日)"),
        ("later", r"<number> ?(?:(?P<weeks>[周週])|(?P<months>[个個]月)|(?P<years>年))(?:以|之)?[后後]"),
        ("later", r"[翌次](?P<months>月)(?![的第首1一])"),
        ("year_after", rf"隔年(?: ?<han_month> ?月(?: ?<han_day>{_DAY}|{_MONTH_PART}))?|第二年(?: ?<han_month> ?月(?: ?<han_day>{_DAY}|{_MONTH_PART}))?"),
        ("year_earlier", rf"(?:前|上)一(?P<years>年)(?: ?<han_month> ?月{_MONTH_PART})?(?![度])"),
        ("after", r"(?:满|滿)?<number> ?(?:(?P<days>[天日])|(?P<weeks>[周週])|(?P<months>[个個]月)|(?P<years>年))(?:届满|屆滿|期满|期滿|满时|滿時)|(?:满|滿)<number> ?(?:(?P<months>[个個]月)|(?P<years>年))(?:以|之)?[后後]|(?:满|滿)?<number> ?(?P<days>[天日])(?:以|之)?[后後]"),
        ("after", r"(?:满|滿)<number> ?(?:(?P<days>[天日])|(?P<months>[个個]月)|(?P<years>年))"),
        ("calendar", r"<han_year> ?年 ?<han_month> ?月(?:的)?(?:(?P<first_day>第一[天日]|首日)|(?P<last_day>最[后後]一[天日]|末日))"),
        ("calendar", r"<han_month> ?月(?:的)?(?:(?P<first_day>第一[天日]|首日)|(?P<last_day>最[后後]一[天日]|末日))"),
        ("next_month", r"下[个個]?月(?:的)?(?:(?P<first_day>第一[天日]|首日|初一)|(?P<last_day>最[后後]一[天日]))"),
        ("holiday", r"(?P<new_year>元旦)|(?P<christmas>[圣聖][诞誕][节節]?)"),
        ("this_week", r"[本这這](?:一)?[周週](?![一二三四五六日天末年])|本星期(?![一二三四五六日天])"),
        ("last_week", r"上(?:一)?[周週](?![一二三四五六日天末年])|上星期(?![一二三四五六日天])"),
        ("next_week", r"下(?:一)?[周週](?![一二三四五六日天末年])|下星期(?![一二三四五六日天])"),
        ("this_year", r"(?<!\d)(?<!\d )年[内內底末](?!部)|年中(?!国)"),
        ("season", r"(?:(?P<spring>春[季天])|(?P<summer>夏[季天])|(?P<autumn>秋[季天])|(?P<winter>冬[季天]))"),
        ("day_after_tomorrow", r"[后後]天"),
        ("today", r"[今本][天日](?![头頭本])|今[晨晚午]"),
        ("yesterday", r"昨[天日晚]"),
        ("day_before", r"前[天]|(?<![日以目当當])前日"),
        ("tomorrow", r"明[天日]"),
        ("this_month", rf"[本当當这這](?:[个個])?月 ?(?:<han_day>{_DAY}|{_MONTH_PART})"),
        ("last_month", r"(?<![比较較以])上[个個]?月(?:的)?(?:(?P<first_day>第一[天日]|首日)|(?P<last_day>最[后後]一[天日]))"),
        ("last_month", rf"(?<![比较較以])上[个個]?月 ?(?:<han_day>{_DAY}|{_MONTH_PART})"),
        ("next_month", rf"下[个個]?月 ?(?:<han_day>{_DAY}|{_MONTH_PART})"),
        ("this_year", rf"(?:今年|本年)(?:度|{_YEAR_PART})(?! ?[（(]?\d)"),
        ("this_year", rf"(?:今年|本年) ?<han_month> ?月(?: ?<han_day>{_DAY}|{_MONTH_PART})"),
        ("last_year", rf"(?:去年|上一?年)(?!同[期月])(?:度|{_YEAR_PART})"),
        ("last_year", rf"去年 ?<han_month> ?月(?: ?<han_day>{_DAY}|{_MONTH_PART})"),
        ("next_year", rf"明年{_YEAR_PART}"),
        ("next_year", rf"明年 ?<han_month> ?月(?: ?<han_day>{_DAY}|{_MONTH_PART})"),
        ("weekday_last_week", rf"上[个個]?<weekday>(?: ?[（(]<han_day>{_DAY}[）)])?"),
        ("weekday_next_week", rf"下[个個]?<weekday>(?: ?[（(]<han_day>{_DAY}[）)])?"),
        ("weekday", rf"(?<![一二三四五六七八九十两兩每上下\d])(?P<span>[本这這]?<weekday>(?: ?[（(]<han_day>{_DAY}[）)])?)(?![次])"),
        ("ago", r"<number> ?(?:(?P<days>[天日])|(?P<weeks>[周週]|[个個]?星期)|(?P<months>[个個]月)|(?P<years>年))(?:以?前|之前)"),
    ),
)  # fmt: skip
