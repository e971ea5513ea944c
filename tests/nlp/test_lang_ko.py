from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from nlp.lang import get
from nlp.lang.language import Cue
from nlp.normalise.dates import Anchors, DateReader, resolve
from nlp.normalise.money import Money, parse_money, parse_percent
from nlp.normalise.periods import period_of
from store.domain import BenefitCode

KO = get("ko")
DATES = DateReader(KO)
Tagged = Callable[..., Doc]


def dates(text: str, published: str = "2023-02-10") -> list[tuple[str, str | None]]:
    return [(text[m.start : m.end], resolve(m, Anchors(published=published)).value) for m in DATES.find(text)]


def cues(doc: Doc, cue: Cue) -> list[str]:
    return [span.text for span in doc.spans["cues"] if span.label_ == cue]


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("양국은 2022년 11월 3일 서명했다", "2022년 11월 3일", "2022-11-03"),
        ("2022. 11. 3.(목) 서명", "2022. 11. 3.(목)", "2022-11-03"),
        ("관세청은 9일 체결했다", "9일", "2023-02-09"),
        ("지난 26일 체결했다", "지난 26일", "2023-01-26"),
        ("지난달 28일 체결", "지난달 28일", "2023-01-28"),
        ("이달 8일 서명", "이달 8일", "2023-02-08"),
        ("다음 달 1일부터 이행", "다음 달 1일", "2023-03-01"),
        ("지난해 12월 체결", "지난해 12월", "2022-12"),
        ("올해 1월 5일 체결", "올해 1월 5일", "2023-01-05"),
        ("내년 3월 1일 발효", "내년 3월 1일", "2024-03-01"),
        ("지난 9월 체결", "지난 9월", "2022-09"),
        ("오는 7월 1일 발효", "오는 7월 1일", "2023-07-01"),
        ("어제 서명", "어제", "2023-02-09"),
        ("오늘(10일) 서명", "오늘(10일)", "2023-02-10"),
        ("8일(현지시간) 서명", "8일(현지시간)", "2023-02-08"),
        ("지난주 금요일 서명", "지난주 금요일", "2023-02-03"),
        ("사흘이 아니라 3일 전 서명", "3일 전", "2023-02-07"),
        ("2021년 말 협의", "2021년 말", "2021"),
        ("2월 6일부터 8일까지 열린 회의", "2월 6일부터 8일까지", "2023-02"),
        ("12월 30일 서명", "12월 30일", "2022-12-30"),
    ],
)
def test_dates(text: str, said: str, value: str) -> None:
    assert dates(text) == [(said, value)]


@pytest.mark.parametrize(
    ("text", "own", "value"),
    [
        ("1~10월 수출", None, "2022-01/2022-10"),
        ("2022년 1∼9월 교역액", None, "2022-01/2022-09"),
        ("지난해 3월부터 5월까지 수입", None, "2022-03/2022-05"),
        ("올해 들어 2개월 수출", None, "2023-01/2023-02"),
        ("지난해 하반기 수출", None, "2022-07/2022-12"),
        ("2021/22 회계연도 교역", "AU", "2021-07/2022-06"),
    ],
)
def test_periods(text: str, own: str | None, value: str) -> None:
    anchors = Anchors(published="2023-04-10")
    assert period_of(text, DATES.find(text), lambda _: anchors, own) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("이튿날 서명했다", "2022-06-04"),
        ("같은 달 9일 서명했다", "2022-06-09"),
        ("같은 해 11월 발효했다", "2022-11"),
        ("이듬해 2월 발효했다", "2023-02"),
        ("서명 3개월 뒤 발효한다", "2022-09-03"),
        ("다음 달 첫날부터 적용한다", "2022-07-01"),
    ],
)
def test_dates_counted_from_the_one_told_before(text: str, value: str) -> None:
    (mention,) = DATES.find(text)
    assert resolve(mention, Anchors(published="2022-06-03", told=("2022-06-03",))).value == value


@pytest.mark.parametrize(
    "text", ["작년 동기 대비 증가", "30일 이내 회신", "7일간 열린 회의", "최근 체결했다", "전월 대비 증가", "올림픽"]
)
def test_no_dates(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "form", "number"),
    [
        ("2022년 상반기 교역", "half", 1),
        ("2022년 3분기 수출", "quarter", 3),
    ],
)
def test_parts_of_a_year(text: str, form: str, number: int) -> None:
    mention = DATES.find(text)[-1]
    assert (mention.form, mention.number) == (form, number)


@pytest.mark.parametrize(
    ("text", "said", "value", "currency"),
    [
        ("교역액은 51억 2천만 달러", "51억 2천만 달러", 5120000000.0, "USD"),
        ("교역액 436억달러", "436억달러", 43600000000.0, "USD"),
        ("수입액 1조 2,000억원", "1조 2,000억원", 1200000000000.0, "KRW"),
        ("수출액 4,360백만 달러", "4,360백만 달러", 4360000000.0, "USD"),
        ("300여억 달러 규모", "300여억 달러", 30000000000.0, "USD"),
        ("3억 유로", "3억 유로", 300000000.0, "EUR"),
    ],
)
def test_amounts(tagged: Tagged, text: str, said: str, value: float, currency: str) -> None:
    doc = tagged(text, "ko")
    (amount,) = doc.spans["amounts"]
    assert amount.text == said
    assert parse_money(amount.text, "ko") == Money(value, currency)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("전년 대비 32.9% 증가", 32.9),
        ("수출(△3.2%)", -3.2),
        ("12 퍼센트 늘었다", 12.0),
    ],
)
def test_percents(tagged: Tagged, text: str, value: float) -> None:
    doc = tagged(text, "ko")
    (percent,) = doc.spans["percents"]
    assert parse_percent(percent.text, "ko") == value


@pytest.mark.parametrize(
    ("text", "cue", "said"),
    [
        ("AEO 상호인정약정(MRA)을 체결", Cue.ARRANGEMENT, "AEO 상호인정약정"),
        ("상호인정협정에 서명", Cue.ARRANGEMENT, "상호인정협정"),
        ("공동워크플랜에 서명", Cue.PLAN, "공동워크플랜"),
        ("행동계획을 채택", Cue.PLAN, "행동계획"),
        ("협력의향서 교환", Cue.PLAN, "협력의향서"),
        ("세관상호지원협정 체결", Cue.LOOKALIKE, "세관상호지원협정"),
        ("기술사 자격 상호인정", Cue.LOOKALIKE, "기술사 자격 상호인정"),
        ("이번 약정은", Cue.INSTRUMENT, "이번 약정"),
        ("수출입안전관리 우수업체", Cue.PROGRAMME, "수출입안전관리 우수업체"),
        ("양해각서를 맺었다", Cue.SIGN, "맺었"),
        ("문서에 조인했다", Cue.SIGN, "조인"),
        ("협상이 최종 타결됐다", Cue.AGREE_TEXT, "협상이 최종 타결"),
        ("MRA 협상을 개시했다", Cue.START_TALKS, "협상을 개시"),
        ("7월 1일 발효한다", Cue.FORCE, "발효"),
        ("전면이행된다", Cue.FORCE, "전면이행"),
        ("시범운영을 거쳐", Cue.PILOT, "시범운영"),
        ("적용 대상을 확대", Cue.EXPAND, "적용 대상을 확대"),
        ("약정의 이행을 중단", Cue.SUSPEND, "약정의 이행을 중단"),
        ("협정이 종료된다", Cue.TERMINATE, "협정이 종료"),
        ("체결할 예정이다", Cue.PLANNED, "할 예정"),
        ("체결하지 않았다", Cue.DENIED, "지 않"),
        ("캐나다, 일본에 이어 세 번째", Cue.EARLIER, "에 이어"),
        ("양국 기업이", Cue.BOTH, "양국"),
        ("우리나라는 현재까지 미국 등과", Cue.PARTNERS, "현재까지"),
        ("수출입 규모는", Cue.TRADE, "수출입 규모"),
        ("수출액은", Cue.EXPORT, "수출액"),
        ("수입은", Cue.IMPORT, "수입"),
        ("5% 늘었다", Cue.UP, "늘었"),
        ("5% 줄어", Cue.DOWN, "줄어"),
        ("전월 대비 증가", Cue.NOT_YOY, "전월 대비"),
        ("무역수지 흑자", Cue.NO_FIGURE, "무역수지"),
        ("24개국과 체결", Cue.COUNTRIES, "개국"),
        ("수출업체 900곳", Cue.COMPANIES, "수출업체"),
        ("통관혜택", Cue.MEASURES, "통관혜택"),
        ("수출의 40%를 차지", Cue.SHARE, "차지"),
        ("우리나라의 최대 교역국", Cue.RANK, "최대 교역국"),
        ("3위 수출국", Cue.RANK, "위 수출국"),
        ("일대일로 참여국", Cue.BELT_AND_ROAD, "일대일로"),
    ],
)
def test_cues(tagged: Tagged, text: str, cue: Cue, said: str) -> None:
    assert said in cues(tagged(text, "ko"), cue)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("행동계획에 서명했다", Cue.PLANNED),
        ("AEO 기업 간담회", Cue.ARRANGEMENT),
        ("수출입 통계", Cue.DENIED),
    ],
)
def test_what_is_no_cue(tagged: Tagged, text: str, cue: Cue) -> None:
    assert cues(tagged(text, "ko"), cue) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("수입검사율 축소", BenefitCode.REDUCED_INSPECTION),
        ("우선 검사", BenefitCode.PRIORITY_INSPECTION),
        ("신속통관 지원", BenefitCode.PRIORITY_CLEARANCE),
        ("세관연락관 배치", BenefitCode.LIAISON_CONTACT),
        ("무역 중단 시 우선 재개", BenefitCode.PRIORITY_RECOVERY),
        ("제출서류 간소화", BenefitCode.REDUCED_DOCUMENTS),
        ("위험평가에 반영", BenefitCode.RISK_ASSESSMENT),
    ],
)
def test_benefits(tagged: Tagged, text: str, code: BenefitCode) -> None:
    doc = tagged(text, "ko")
    assert code in {span.label_ for span in doc.spans["benefits"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("네 가지 혜택", "네 가지"),
        ("다섯 번째 약정", "다섯 번째"),
        ("최초의 약정", "최초"),
    ],
)
def test_number_words(tagged: Tagged, text: str, said: str) -> None:
    doc = tagged(text, "ko")
    assert said in [span.text for span in doc.spans["numbers"]]


def test_every_cue_of_english_is_served() -> None:
    assert set(KO.cues) == set(get("en").cues)
    assert set(KO.benefits) == set(get("en").benefits)
