"""Japanese. Tokens are single characters, so `…` stands for up to four of them; verbs and "after those with" follow."""

from nlp.lang.language import Gate, Language, Terms

_DIGITS = "一二三四五六七八九"
_NUMERALS = {
    ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十") + (_DIGITS[units - 1] if units else ""): (
        10 * tens + units
    )
    for tens in range(4)
    for units in range(10)
    if 0 < 10 * tens + units < 32
}

_WEEKDAY = "(?: ?[（(][月火水木金土日](?:曜日?)?(?:・[^）)]{1,4})?[）)])?"
_DAY = rf" ?<han_day> ?日{_WEEKDAY}"
_MONTH_PART = "(?:初旬|上旬|中旬|下旬|初め|半ば|末|中|頃|分)?"
_NOT_A_DAY = "(?! ?(?:間|以内|内|前|後|目|程|本(?![日年月部会店]|時間)|々|常|当たり|あたり))"

_WHOSE_YEAR = "(?:<han_year> ?年|(?P<this_year>今年|本年|ことし)|(?P<last_year>昨年|去年))?"
"""The year of a part of a year, where it is said."""

LANGUAGE = Language(
    code="ja",
    gate=Gate(
        aeo=Terms.of("認定事業者", "優良事業者", "認定企業"),
        recognition=Terms.of("相互承認"),
        trade=Terms.of("輸出", "輸入", "貿易"),
        customs=Terms.of("税関", "関税", "関務"),
    ),
    spaced=False,
    han_numbers=True,
    belt_and_road=r"一帯一路",
    falls=r"減|下回|落ち込|縮小|低下|マイナス|割り込",
    rises=r"増|上回|伸び|拡大|プラス|上昇",
    sequential=r"(?:前月|先月|前期|前四半期)(?:比|を|より|に比べ)|\d{1,2}月(?:比|より)",
    fractions={"半分": 2, "半数": 2},
    numbers=_NUMERALS | {"上半期": 1, "上半年": 1, "下半期": 2, "下半年": 2},
    ordinals={"初の": 1, "初めて": 1, "初となる": 1, "最初の": 1, "最初": 1, "一番目": 1, "二番目": 2, "三番目": 3},
    scales={"百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "億": 1e8, "十億": 1e9, "兆": 1e12}
    | {f"余{scale}": value for scale, value in (("万", 1e4), ("億", 1e8), ("兆", 1e12))},
    currencies={"円": "JPY", "日本円": "JPY", "余円": "JPY", "ドル": "USD", "米ドル": "USD", "アメリカドル": "USD"}
    | {"ユーロ": "EUR", "ポンド": "GBP", "英ポンド": "GBP", "元": "CNY", "人民元": "CNY", "ウォン": "KRW"}
    | {"香港ドル": "HKD", "台湾ドル": "TWD", "台湾元": "TWD", "新台湾ドル": "TWD", "豪ドル": "AUD", "カナダドル": "CAD"}
    | {"加ドル": "CAD", "ニュージーランドドル": "NZD", "ＮＺドル": "NZD", "シンガポールドル": "SGD", "星ドル": "SGD"}
    | {"スイスフラン": "CHF", "スイス・フラン": "CHF", "ルーブル": "RUB", "バーツ": "THB", "インドルピー": "INR"}
    | {"ルピー": "INR", "ルピア": "IDR", "リンギット": "MYR", "レアル": "BRL", "オーストラリアドル": "AUD"},
    weekdays={f"{name}曜": number for number, name in enumerate("月火水木金土日")},
    worldwide=r"全国|(?:輸出|輸入)(?:総額|全体)|世界",
    a_day=r"(?:1|１|一)日(?:当たり|あたり|平均)|毎日|日量",
    to_come=r"今後[^、。]{0,4}年|向こう[^、。]{0,3}年",
    operators=r"AEO(?:事業者|企業|輸出者|輸入者)|ＡＥＯ(?:事業者|企業|輸出者|輸入者)|認定事業者",
    or_else=r"(?:または|すなわち|換算で)?約?",
    respectively=r"それぞれ",
    and_others=r"(?:など|等)(?:の|計|合計|全)?|(?:をはじめとする|をはじめ、?|を含む)(?:計|合計)?",
    dates=(
        ("until_month", rf"(?P<span>{_WHOSE_YEAR}の?<han_month> ?月末?)まで"),
        ("calendar", rf"(?:西暦)?<han_year> ?年 ?<han_month> ?月{_DAY}"),
        ("calendar", rf"<han_year> ?年 ?<han_month> ?月{_MONTH_PART}"),
        ("calendar", r"<han_year> ?年(?:初め|初頭|末|春|夏|秋|冬|半ば|中)?(?!代|度)"),
        ("calendar", r"<year>\.<m>\.<day>"),
        ("calendar", r"<year>\.<m>(?=[)）\]~～\-–、，,。;；\s]|$)(?! ?[亿億万萬兆千%％])"),
        ("calendar", rf"<han_month> ?月{_DAY}"),
        ("calendar", rf"(?<![かカヶヵケ箇か第])(?P<span><han_month> ?月{_MONTH_PART})(?![額曜])"),
        ("calendar", r"(?:<han_year> ?年 ?)?<han_month>(?= ?[〜～~\-–－] ?(?:1?\d|[一二三四五六七八九十]+) ?月)"),
        ("calendar", rf"(?<![一二三四五六七八九十百廿〇第毎近数先同翌前〜～~])(?P<span><han_day> ?日{_WEEKDAY}){_NOT_A_DAY}"),
        ("calendar", rf"(?:本日|昨日|今日)、? ?[（(]?<han_month> ?月{_DAY}[）)]?"),
        ("calendar", r"(?:本日|昨日|今日)、? ?[（(]<han_day> ?日[）)]"),
        ("range", r"<han_year> ?年 ?<han_month> ?月 ?<han_day> ?日? ?(?:から|〜|～|~|-|–|－|及び|と) ?<number> ?日"),
        ("range", r"<han_month> ?月 ?<han_day> ?日? ?(?:から|〜|～|~|-|–|－|及び|と) ?<number> ?日"),
        ("range", r"(?:今月|当月)の? ?<han_day> ?日? ?(?:から|〜|～|~|-|–|－) ?<number> ?日"),
        ("era", r"(?<![A-Za-z])(?P<reiwa>[RＲ])<number>\.<m>\.<day>"),
        ("era", rf"(?P<reiwa>令和) ?<number> ?年(?: ?<han_month> ?月)?(?:{_DAY})?"),
        ("era", rf"(?P<heisei>平成) ?<number> ?年(?: ?<han_month> ?月)?(?:{_DAY})?"),
        ("fiscal", r"<year>[-/〜～~–]<year2> ?(?:会計|財政)?年度?"),
        ("fiscal", r"(?P<of_JP><year> ?年度)"),
        ("fiscal", r"(?P<reiwa>令和) ?<number> ?年度(?P<of_JP>)"),
        ("fiscal", r"(?P<heisei>平成) ?<number> ?年度(?P<of_JP>)"),
        ("fiscal", r"(?P<last_year>昨年度|前年度|前会計年度)(?!比|を|より|に比べ)|(?P<this_year>今年度|本年度)"),
        ("half", rf"{_WHOSE_YEAR}の?(?=[上下]半[期年])<number>"),
        ("quarter", rf"{_WHOSE_YEAR}の?第?(?=[1-4一二三四] ?四半期)<number> ?四半期"),
        ("final_quarter", rf"{_WHOSE_YEAR}の?最終四半期"),
        ("first_months", rf"{_WHOSE_YEAR}の?(?:最初の|初めの|当初の?) ?<number> ?[かカヶヵケ箇]月(?:間)?"),
        ("first_months", r"(?:<han_year> ?年|(?P<this_year>今年|本年|ことし)|(?P<last_year>昨年|去年))の? ?<number> ?[かカヶヵケ箇]月(?:間)?"),
        ("first_quarters", rf"{_WHOSE_YEAR}の?(?:最初の|第1[〜～~\-–－]|１[〜～~\-–－]|1[〜～~\-–－])<number> ?四半期"),
        ("months", r"<han_year> ?年 ?<han_month> ?月? ?(?:[〜～~\-–－―—]|から) ?<han_year2> ?年 ?<han_month2> ?月"),
        ("months", rf"{_WHOSE_YEAR}の? ?<han_month> ?月? ?(?:[〜～~\-–－―—]|から) ?<han_month2> ?月(?! ?\d{{1,2}} ?日)(?:期|末|まで)?"),
        ("months_to_now", r"<han_month> ?月から(?:現在|今|今日|これ)まで"),
        ("year_to", r"(?:<han_year> ?年 ?|(?P<reiwa>令和) ?<number> ?年 ?)<han_month> ?月(?:末|期)?(?:まで|に終わる|に終わった|を終期とする)の?(?:過去)?(?:1|１|一)年間?"),
        ("year_to", r"<han_year> ?年 ?<han_month> ?月期(?:通期)?"),
        ("so_far", r"(?:今年に入って|年初来|年初から)(?:の累計)?"),
        ("calendar", rf"(?P<year_before_last>一昨年|おととし)の?(?:<han_month> ?月(?:{_DAY}|{_MONTH_PART}))?"),
        ("same_day", r"(?:同|当|その)日(?:付(?:け)?)?(?![曜本時])"),
        ("day_after", r"翌日|その翌日|次の日"),
        ("day_before_that", r"(?<!一)前日|その前日"),
        ("same_month", rf"(?<!年)同月(?!比)(?:{_DAY}|{_MONTH_PART})|(?:同じ月|その月)の?(?:{_DAY})?"),
        ("same_year", rf"(?:同|当)年の? ?(?:<han_month> ?月(?:{_DAY}|{_MONTH_PART}))?(?![度代齢])"),
        ("year_after", rf"翌年の? ?(?:<han_month> ?月(?:{_DAY}|{_MONTH_PART}))?(?![度])"),
        ("month_after", r"(?:翌月|次の月)の?(?:(?P<first_day>初日|1日|１日|一日|ついたち|最初の日)|<han_day> ?日)"),
        ("month_after", r"(?:後|から)?<number> ?[かカヶヵケ箇]月(?:目|後)の(?:月の)?(?P<first_day>初日|1日|１日|一日|最初の日)"),
        ("month_after", r"<number>番目の月の(?P<first_day>初日|1日|１日|一日|最初の日)"),
        ("later", r"(?<!最初の)<number> ?(?:(?P<weeks>週間)|(?P<months>[かカヶヵケ箇]月)|(?P<years>年))後(?![半の])"),
        ("later", r"(?P<months>翌月)(?!の?(?:初日|1日|１日|一日|ついたち|最初の日|\d))"),
        ("month_following", rf"翌<han_month> ?月(?:{_DAY}|{_MONTH_PART})"),
        ("year_after", r"翌(?:春|年度)"),
        ("after", r"(?<!最初の)<number> ?(?:(?P<days>日)|(?P<weeks>週間)|(?P<months>[かカヶヵケ箇]月)|(?P<years>年))(?:を経過した日|経過後|を経た日|が経過した日)(?!半)|(?<!最初の)<number> ?(?P<days>日)後(?!半)"),
        ("calendar", r"<han_year> ?年 ?<han_month> ?月の?(?:(?P<first_day>初日|最初の日)|(?P<last_day>末日|最終日|最後の日))"),
        ("calendar", r"<han_month> ?月の?(?:(?P<first_day>初日|最初の日)|(?P<last_day>末日|最終日|最後の日))"),
        ("next_month", r"来月の?(?:(?P<first_day>初日|最初の日)|(?P<last_day>末日|最終日))"),
        ("this_month", r"今月の?(?:(?P<first_day>初日|最初の日)|(?P<last_day>末日|最終日))"),
        ("holiday", r"(?P<new_year>元日|元旦)|(?P<new_years_eve>大みそか|大晦日)|(?P<christmas>クリスマス)"),
        ("this_week", r"今週(?![のは]?[月火水木金土日]曜?)|今週末"),
        ("last_week", r"先週(?!の?[月火水木金土日]曜?)(?:末)?"),
        ("next_week", r"来週(?!の?[月火水木金土日]曜?)(?:末)?"),
        ("this_year", r"(?<![\d一二三四五六七八九〇今昨来去本前同翌毎近])年(?:内|末|明け前|度内)(?![容外])"),
        ("next_year", r"年明け|(?:来|明くる)春"),
        ("next_year", rf"年明けの?<han_month> ?月(?:{_DAY}|{_MONTH_PART})"),
        ("calendar", rf"(?P<year_after_next>再来年)の?(?:<han_month> ?月(?:{_DAY}|{_MONTH_PART}))?"),
        ("this_year", r"今(?:春|夏|秋|冬)"),
        ("last_season", r"昨(?:(?P<spring>春)|(?P<summer>夏)|(?P<autumn>秋)|(?P<winter>冬))"),
        ("season", r"(?<![ァ-ヶ一-龥])(?:(?P<spring>春)|(?P<summer>夏)|(?P<autumn>秋)|(?P<winter>冬))(?:以降|頃|ごろ|に|から|まで|の終わり)(?![ァ-ヶ一-龥])"),
        ("day_after_tomorrow", r"明後日|あさって"),
        ("today", r"本日|今日|きょう|今朝"),
        ("yesterday", r"昨日|きのう"),
        ("day_before", r"一昨日|おととい"),
        ("tomorrow", r"明日|あす"),
        ("this_month", rf"(?:今月|本月)の?(?:{_DAY}|{_MONTH_PART})"),
        ("last_month", rf"(?:先月|前月)(?!比|より)の?(?:{_DAY}|{_MONTH_PART})"),
        ("next_month", rf"来月の?(?:{_DAY}|{_MONTH_PART})"),
        ("this_year", r"(?:今年|本年|ことし)(?:初め|末|春|夏|秋|冬|度)?"),
        ("this_year", rf"(?:今年|本年|ことし)の?<han_month> ?月(?:{_DAY}|{_MONTH_PART})"),
        ("last_year", r"(?:昨年|去年)(?!同期|同月|比)(?:の?年末|の?暮れ|末|春|夏|秋|冬|度)?"),
        ("last_year", rf"(?:昨年|去年)の?<han_month> ?月(?:{_DAY}|{_MONTH_PART})"),
        ("next_year", r"(?<!再)来年(?:初め|初頭|末|春|夏|秋|冬|度)?"),
        ("next_year", rf"(?<!再)来年の?<han_month> ?月(?:{_DAY}|{_MONTH_PART})"),
        ("weekday_last_week", r"先週の?<weekday>(?: ?[（(]<han_day> ?日[）)])?"),
        ("weekday_next_week", r"来週の?<weekday>(?: ?[（(]<han_day> ?日[）)])?"),
        ("next_weekday", r"次の<weekday>(?: ?[（(]<han_day> ?日[）)])?"),
        ("weekday", r"(?<!毎週)(?P<span>(?:今週の?)?<weekday>(?: ?[（(]<han_day> ?日[）)])?)"),
        ("ago", r"<number> ?(?:(?P<days>日)|(?P<weeks>週間)|(?P<months>[かカヶヵ]月)|(?P<years>年))(?:ほど)?前"),
    ),
)  # fmt: skip
