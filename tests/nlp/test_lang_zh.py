from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from nlp.lang import get
from nlp.lang.language import Cue
from nlp.normalise.dates import Anchors, DateReader, resolve
from nlp.normalise.money import Money, parse_money, parse_percent
from nlp.normalise.periods import period_of
from store.domain import BenefitCode

ZH = get("zh")
DATES = DateReader(ZH)
Tagged = Callable[..., Doc]


def dates(text: str, published: str = "2023-02-10") -> list[tuple[str, str | None]]:
    return [(text[m.start : m.end], resolve(m, Anchors(published=published)).value) for m in DATES.find(text)]


def cues(doc: Doc, cue: Cue) -> list[str]:
    return [span.text for span in doc.spans["cues"] if span.label_ == cue]


def test_both_spellings_are_one_language() -> None:
    assert get("zh-Hant") is ZH


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("双方于2022年11月3日在线签署安排", "2022年11月3日", "2022-11-03"),
        ("雙方在 2022 年 11 月 3 日簽署", "2022 年 11 月 3 日", "2022-11-03"),
        ("二〇二二年十一月三日签署", "二〇二二年十一月三日", "2022-11-03"),
        ("民國111年11月3日簽訂", "民國111年11月3日", "2022-11-03"),
        ("於111年11月3日簽訂", "111年11月3日", "2022-11-03"),
        ("两国海关9日签署", "9日", "2023-02-09"),
        ("兩關廿六日簽署", "廿六日", "2023-01-26"),
        ("1月18日（星期三）签署", "1月18日（星期三）", "2023-01-18"),
        ("12月30日签署", "12月30日", "2022-12-30"),
        ("今天（2月10日）签署", "今天（2月10日）", "2023-02-10"),
        ("昨日（9日）簽署", "昨日（9日）", "2023-02-09"),
        ("昨天签署", "昨天", "2023-02-09"),
        ("今日签署", "今日", "2023-02-10"),
        ("本月8日签署", "本月8日", "2023-02-08"),
        ("上月28日签署", "上月28日", "2023-01-28"),
        ("去年12月签署", "去年12月", "2022-12"),
        ("今年1月5日签署", "今年1月5日", "2023-01-05"),
        ("明年3月1日起实施", "明年3月1日", "2024-03-01"),
        ("上周五签署", "上周五", "2023-02-03"),
        ("週四（9日）簽署", "週四（9日）", "2023-02-09"),
        ("三天前签署", "三天前", "2023-02-07"),
        ("2021年底签署", "2021年底", "2021"),
        ("2月6日至8日访问期间签署", "2月6日至8日", "2023-02"),
    ],
)
def test_dates(text: str, said: str, value: str) -> None:
    assert dates(text) == [(said, value)]


@pytest.mark.parametrize(
    "text", ["双方日前签署安排", "近日生效", "七日内生效", "与上年同期相比", "每周一次", "第3日本展"]
)
def test_no_dates(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "form", "number"),
    [
        ("2022年前十个月", "first_months", 10),
        ("今年前11個月", "first_months", 11),
        ("2022年前三季度", "first_months", 9),
        ("2022年上半年", "half", 1),
        ("去年进口，2022年第三季度出口", "quarter", 3),
    ],
)
def test_parts_of_a_year(text: str, form: str, number: int) -> None:
    mention = DATES.find(text)[-1]
    assert (mention.form, mention.number) == (form, number)


@pytest.mark.parametrize(
    ("text", "own", "value"),
    [
        ("2022年1-11月进出口增长", None, "2022-01/2022-11"),
        ("2022年3月至6月出口", None, "2022-03/2022-06"),
        ("今年1月至2月进口", None, "2023-01/2023-02"),
        ("一至十月贸易额", None, "2022-01/2022-10"),
        ("去年上半年出口", None, "2022-01/2022-06"),
        ("首九個月，出口上升", None, "2022-01/2022-09"),
        ("2021—22财年双边贸易", "IN", "2021-04/2022-03"),
        ("110年對美出口", None, "2021"),
    ],
)
def test_periods(text: str, own: str | None, value: str) -> None:
    anchors = Anchors(published="2023-04-10")
    assert period_of(text, DATES.find(text), lambda _: anchors, own) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("次日签署", "2022-06-04"),
        ("前一天签署", "2022-06-02"),
        ("同月9日签署", "2022-06-09"),
        ("同年11月生效", "2022-11"),
        ("翌年二月一日實施", "2023-02-01"),
        ("签署三个月后生效", "2022-09-03"),
        ("下个月第一天起实施", "2022-07-01"),
    ],
)
def test_dates_counted_from_the_one_told_before(text: str, value: str) -> None:
    (mention,) = DATES.find(text)
    anchors = Anchors(published="2022-06-03", told=("2022-06-03",))
    assert resolve(mention, anchors).value == value


@pytest.mark.parametrize(
    ("text", "said", "value", "currency"),
    [
        ("进出口总额51.2亿美元", "51.2亿美元", 5.12e9, "USD"),
        ("貿易總值達1.3兆元新臺幣", "1.3兆元新臺幣", 1.3e12, "TWD"),
        ("出口2000多亿元", "2000多亿元", 2e11, "CNY"),
        ("貿易額2,345.6億港元", "2,345.6億港元", 2.3456e11, "HKD"),
        ("贸易额3亿6千万美元", "3亿6千万美元", 3.6e8, "USD"),
        ("进口7.5万亿元人民币", "7.5万亿元人民币", 7.5e12, "CNY"),
        ("出口三千亿日元", "三千亿日元", 3e11, "JPY"),
        ("對澳門出口12億澳門元", "12億澳門元", 1.2e9, "MOP"),
    ],
)
def test_amounts(tagged: Tagged, text: str, said: str, value: float, currency: str) -> None:
    doc = tagged(text, "zh")
    (amount,) = doc.spans["amounts"]
    assert amount.text == said
    assert parse_money(amount.text, "zh") == Money(value, currency)


@pytest.mark.parametrize(
    ("text", "value"), [("同比增长7.5%", 7.5), ("年增７％", 7.0), ("同比△3.2%", -3.2), ("约占百分之十五", 15.0)]
)
def test_percents(tagged: Tagged, text: str, value: float) -> None:
    doc = tagged(text, "zh")
    (percent,) = doc.spans["percents"]
    assert parse_percent(percent.text, "zh") == value


@pytest.mark.parametrize(
    ("text", "cue", "said"),
    [
        ("两国海关签署互认安排", Cue.ARRANGEMENT, "互认安排"),
        ("簽訂優質企業相互承認協定", Cue.ARRANGEMENT, "相互承認協定"),
        ("《“经认证的经营者”互认的决定》", Cue.ARRANGEMENT, "互认的决定"),
        ("海關互認可經濟營運商計劃", Cue.ARRANGEMENT, "互認"),
        ("签署AEO互认联合工作计划", Cue.PLAN, "联合工作计划"),
        ("簽署行動計畫", Cue.PLAN, "行動計畫"),
        ("签署合作意向书", Cue.PLAN, "意向书"),
        ("海关行政互助协定", Cue.LOOKALIKE, "行政互助"),
        ("学历互认协议", Cue.LOOKALIKE, "学历互认"),
        ("自由貿易協定生效", Cue.LOOKALIKE, "自由貿易協定"),
        ("该安排将便利贸易", Cue.INSTRUMENT, "该安排"),
        ("兩地海關換文", Cue.SIGN, "換文"),
        ("正式缔结", Cue.SIGN, "缔结"),
        ("就安排文本达成一致", Cue.AGREE_TEXT, "文本达成一致"),
        ("两国草签文本", Cue.AGREE_TEXT, "草签"),
        ("启动互认磋商", Cue.START_TALKS, "启动互认磋商"),
        ("展開正式談判", Cue.START_TALKS, "展開正式談判"),
        ("自3月1日起正式實施", Cue.FORCE, "起正式實施"),
        ("3月1日生效", Cue.FORCE, "生效"),
        ("開始試點", Cue.PILOT, "試點"),
        ("扩大互认范围", Cue.EXPAND, "扩大互认范围"),
        ("暂停实施互认", Cue.SUSPEND, "暂停实施互认"),
        ("終止互認安排", Cue.TERMINATE, "終止互認安排"),
        ("双方拟于年内签署", Cue.PLANNED, "拟"),
        ("目前尚未签署", Cue.DENIED, "尚未"),
        ("继蒙古之后的第五个", Cue.EARLIER, "继"),
        ("雙方企業受惠", Cue.BOTH, "雙方"),
        ("我国已与新加坡等签署", Cue.PARTNERS, "已与"),
        ("进出口总值下降", Cue.TRADE, "进出口总值"),
        ("出口下降", Cue.EXPORT, "出口"),
        ("進口值增加", Cue.IMPORT, "進口值"),
        ("同比增长一成", Cue.UP, "增长"),
        ("較去年衰退", Cue.DOWN, "衰退"),
        ("环比增长", Cue.NOT_YOY, "环比"),
        ("貿易順差擴大", Cue.NO_FIGURE, "順差"),
        ("52个国家和地区", Cue.COUNTRIES, "国家和地区"),
        ("26个经济体", Cue.ECONOMIES, "经济体"),
        ("百家高级认证企业", Cue.COMPANIES, "高级认证企业"),
        ("四项便利化措施", Cue.MEASURES, "便利化措施"),
        ("占我国出口的一成", Cue.SHARE, "占"),
        ("中国第二大贸易伙伴", Cue.RANK, "第二大贸易"),
        ("互认数量居全球首位", Cue.RANK, "居全球首位"),
        ("共建「一帶一路」國家", Cue.BELT_AND_ROAD, "「一帶一路」"),
    ],
)
def test_cues(tagged: Tagged, text: str, cue: Cue, said: str) -> None:
    assert said in cues(tagged(text, "zh"), cue)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("中国海关公布数据", Cue.COUNTRIES),
        ("签署行动计划", Cue.PLANNED),
        ("未来的合作", Cue.DENIED),
        ("AEO企业座谈会", Cue.ARRANGEMENT),
    ],
)
def test_what_is_no_cue(tagged: Tagged, text: str, cue: Cue) -> None:
    assert cues(tagged(text, "zh"), cue) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("享受较低查验率", BenefitCode.REDUCED_INSPECTION),
        ("優先查驗貨物", BenefitCode.PRIORITY_INSPECTION),
        ("获优先办理通关", BenefitCode.PRIORITY_CLEARANCE),
        ("指定海關聯絡員", BenefitCode.LIAISON_CONTACT),
        ("贸易中断恢复后优先通关", BenefitCode.PRIORITY_RECOVERY),
        ("简化单证审核", BenefitCode.REDUCED_DOCUMENTS),
        ("降低风险评级", BenefitCode.RISK_ASSESSMENT),
    ],
)
def test_benefits(tagged: Tagged, text: str, code: BenefitCode) -> None:
    doc = tagged(text, "zh")
    assert code in {span.label_ for span in doc.spans["benefits"]}


def test_every_cue_of_english_is_served() -> None:
    assert set(ZH.cues) == set(get("en").cues)
    assert set(ZH.benefits) == set(get("en").benefits)
