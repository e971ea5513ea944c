from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from nlp.lang import get
from nlp.lang.language import Cue
from nlp.normalise.dates import Anchors, DateReader, resolve
from nlp.normalise.money import Money, parse_money, parse_percent
from nlp.normalise.periods import period_of
from store.domain import BenefitCode

JA = get("ja")
DATES = DateReader(JA)
Tagged = Callable[..., Doc]


def dates(text: str, published: str = "2023-02-10") -> list[tuple[str, str | None]]:
    return [(text[m.start : m.end], resolve(m, Anchors(published=published)).value) for m in DATES.find(text)]


def cues(doc: Doc, cue: Cue) -> list[str]:
    return [span.text for span in doc.spans["cues"] if span.label_ == cue]


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("両国は令和４年１１月３日に署名した", "令和４年１１月３日", "2022-11-03"),
        ("平成30年10月26日署名", "平成30年10月26日", "2018-10-26"),
        ("令和元年12月に署名", "令和元年12月", "2019-12"),
        ("2022年11月3日（木）に署名", "2022年11月3日（木）", "2022-11-03"),
        ("二〇二二年十一月三日", "二〇二二年十一月三日", "2022-11-03"),
        ("9日、署名した", "9日", "2023-02-09"),
        ("26日に署名した", "26日", "2023-01-26"),
        ("１月１８日（水）に署名", "１月１８日（水）", "2023-01-18"),
        ("本日、署名を行いました", "本日", "2023-02-10"),
        ("昨日（2月9日）署名", "昨日（2月9日）", "2023-02-09"),
        ("今月8日に署名", "今月8日", "2023-02-08"),
        ("先月28日に署名", "先月28日", "2023-01-28"),
        ("来月1日に発効", "来月1日", "2023-03-01"),
        ("昨年12月に署名", "昨年12月", "2022-12"),
        ("本年1月5日に署名", "本年1月5日", "2023-01-05"),
        ("来年4月1日に発効", "来年4月1日", "2024-04-01"),
        ("先週金曜日に署名", "先週金曜日", "2023-02-03"),
        ("水曜日（8日）に署名", "水曜日（8日）", "2023-02-08"),
        ("3日前に署名", "3日前", "2023-02-07"),
        ("2月6日から8日まで開催", "2月6日から8日", "2023-02"),
        ("R4.11.3付け文書", "R4.11.3", "2022-11-03"),
    ],
)
def test_dates(text: str, said: str, value: str) -> None:
    assert dates(text) == [(said, value)]


@pytest.mark.parametrize("text", ["3日間の会合", "30日以内", "前年同月比", "三か月の準備", "日本の税関", "毎日発行"])
def test_no_dates(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "form", "number"),
    [
        ("2022年上半期", "half", 1),
        ("2022年第3四半期", "quarter", 3),
    ],
)
def test_parts_of_a_year(text: str, form: str, number: int) -> None:
    mention = DATES.find(text)[-1]
    assert (mention.form, mention.number) == (form, number)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("令和4年度の貿易", "2022-04/2023-03"),
        ("2021年度の輸出", "2021-04/2022-03"),
        ("昨年1〜9月の輸入", "2022-01/2022-09"),
        ("今年の最初の2か月", "2023-01/2023-02"),
        ("2022年5月から8月の輸出", "2022-05/2022-08"),
        ("2022年6月までの1年間", "2021-07/2022-06"),
    ],
)
def test_periods(text: str, value: str) -> None:
    anchors = Anchors(published="2023-04-10")
    assert period_of(text, DATES.find(text), lambda _: anchors) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("翌日に署名した", "2022-06-04"),
        ("同日付で発効した", "2022-06-03"),
        ("同月9日に署名した", "2022-06-09"),
        ("同年11月に発効した", "2022-11"),
        ("翌年2月に発効した", "2023-02"),
        ("署名の3か月後に発効する", "2022-09-03"),
        ("採択の翌月の初日に発効する", "2022-07-01"),
    ],
)
def test_dates_counted_from_the_one_told_before(text: str, value: str) -> None:
    (mention,) = DATES.find(text)
    assert resolve(mention, Anchors(published="2023-02-10", told=("2022-06-03",))).value == value


@pytest.mark.parametrize(
    ("text", "said", "value", "currency"),
    [
        ("貿易総額は５１億2,000万ドル", "５１億2,000万ドル", 5120000000.0, "USD"),
        ("輸入額1兆2,000億円", "1兆2,000億円", 1200000000000.0, "JPY"),
        ("約3千億円", "3千億円", 300000000000.0, "JPY"),
        ("4.36億米ドル", "4.36億米ドル", 436000000.0, "USD"),
        ("12億香港ドル", "12億香港ドル", 1200000000.0, "HKD"),
    ],
)
def test_amounts(tagged: Tagged, text: str, said: str, value: float, currency: str) -> None:
    doc = tagged(text, "ja")
    (amount,) = doc.spans["amounts"]
    assert amount.text == said
    assert parse_money(amount.text, "ja") == Money(value, currency)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("前年比7.5％増", 7.5),
        ("輸出は△3.2%", -3.2),
        ("12パーセント増", 12.0),
    ],
)
def test_percents(tagged: Tagged, text: str, value: float) -> None:
    doc = tagged(text, "ja")
    (percent,) = doc.spans["percents"]
    assert parse_percent(percent.text, "ja") == value


@pytest.mark.parametrize(
    ("text", "cue", "said"),
    [
        ("ＡＥＯ相互承認取決めに署名", Cue.ARRANGEMENT, "ＡＥＯ相互承認取決め"),
        ("相互承認に関する協定", Cue.ARRANGEMENT, "相互承認に関する協定"),
        ("行動計画に合意", Cue.PLAN, "行動計画"),
        ("アクションプランを採択", Cue.PLAN, "アクションプラン"),
        ("税関相互支援協定", Cue.LOOKALIKE, "税関相互支援協定"),
        ("技術者資格の相互承認", Cue.LOOKALIKE, "技術者資格の相互承認"),
        ("経済連携協定", Cue.LOOKALIKE, "経済連携協定"),
        ("本取決めは", Cue.INSTRUMENT, "本取決め"),
        ("特定輸出者", Cue.PROGRAMME, "特定輸出者"),
        ("文書を取り交わした", Cue.SIGN, "取り交わ"),
        ("取決めを締結", Cue.SIGN, "締結"),
        ("覚書に調印", Cue.SIGN, "調印"),
        ("大筋合意に達した", Cue.AGREE_TEXT, "大筋合意"),
        ("交渉を開始した", Cue.START_TALKS, "交渉を開始"),
        ("7月1日に発効", Cue.FORCE, "発効"),
        ("承認の開始", Cue.FORCE, "承認の開始"),
        ("試行運用", Cue.PILOT, "試行運用"),
        ("対象範囲を拡大", Cue.EXPAND, "対象範囲を拡大"),
        ("相互承認を停止", Cue.SUSPEND, "相互承認を停止"),
        ("協定が失効した", Cue.TERMINATE, "協定が失効"),
        ("実施する予定", Cue.PLANNED, "予定"),
        ("署名していない", Cue.DENIED, "していない"),
        ("カナダ、韓国に続き3番目", Cue.EARLIER, "に続き"),
        ("両国税関", Cue.BOTH, "両国税関"),
        ("これまでに米国等と", Cue.PARTNERS, "これまでに"),
        ("貿易総額", Cue.TRADE, "貿易総額"),
        ("輸出入額", Cue.TRADE, "輸出入額"),
        ("輸出額", Cue.EXPORT, "輸出額"),
        ("輸入は", Cue.IMPORT, "輸入"),
        ("5%増加", Cue.UP, "増加"),
        ("5%の落ち込み", Cue.DOWN, "落ち込"),
        ("前月比", Cue.NOT_YOY, "前月比"),
        ("貿易収支は黒字", Cue.NO_FIGURE, "黒字"),
        ("14か国・地域", Cue.COUNTRIES, "か国・地域"),
        ("認定事業者700者", Cue.COMPANIES, "認定事業者"),
        ("優遇措置", Cue.MEASURES, "優遇措置"),
        ("輸出の2割を占める", Cue.SHARE, "占め"),
        ("最大の貿易相手国", Cue.RANK, "最大の貿易相手国"),
        ("第2位の輸出先", Cue.RANK, "位の輸出先"),
        ("「一帯一路」", Cue.BELT_AND_ROAD, "「一帯一路」"),
    ],
)
def test_cues(tagged: Tagged, text: str, cue: Cue, said: str) -> None:
    assert said in cues(tagged(text, "ja"), cue)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("相互承認に向けた行動計画に署名した", Cue.PLANNED),
        ("ＡＥＯ事業者との意見交換", Cue.ARRANGEMENT),
        ("本年の輸出", Cue.DENIED),
    ],
)
def test_what_is_no_cue(tagged: Tagged, text: str, cue: Cue) -> None:
    assert cues(tagged(text, "ja"), cue) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("審査・検査の軽減", BenefitCode.REDUCED_INSPECTION),
        ("優先的な検査", BenefitCode.PRIORITY_INSPECTION),
        ("迅速な通関", BenefitCode.PRIORITY_CLEARANCE),
        ("連絡窓口の設置", BenefitCode.LIAISON_CONTACT),
        ("貿易途絶後の優先的な再開", BenefitCode.PRIORITY_RECOVERY),
        ("提出書類の簡素化", BenefitCode.REDUCED_DOCUMENTS),
        ("リスク評価に反映", BenefitCode.RISK_ASSESSMENT),
    ],
)
def test_benefits(tagged: Tagged, text: str, code: BenefitCode) -> None:
    doc = tagged(text, "ja")
    assert code in {span.label_ for span in doc.spans["benefits"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("第三の取決め", "第三"),
        ("初めての取決め", "初めて"),
    ],
)
def test_number_words(tagged: Tagged, text: str, said: str) -> None:
    doc = tagged(text, "ja")
    assert said in [span.text for span in doc.spans["numbers"]]


def test_every_cue_of_english_is_served() -> None:
    assert set(JA.cues) == set(get("en").cues)
    assert set(JA.benefits) == set(get("en").benefits)
