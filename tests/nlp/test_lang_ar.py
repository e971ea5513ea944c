from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from nlp.lang import get
from nlp.lang.language import Cue
from nlp.normalise.dates import Anchors, DateReader, resolve
from nlp.normalise.money import Money, parse_money, parse_percent
from nlp.normalise.periods import period_of
from store.domain import BenefitCode

AR = get("ar")
DATES = DateReader(AR)
Tagged = Callable[..., Doc]


def dates(text: str, published: str = "2023-02-10") -> list[tuple[str, str | None]]:
    return [(text[m.start : m.end], resolve(m, Anchors(published=published)).value) for m in DATES.find(text)]


def cues(doc: Doc, cue: Cue) -> list[str]:
    return [span.text for span in doc.spans["cues"] if span.label_ == cue]


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("وقعت في 3 نوفمبر 2022", "3 نوفمبر 2022", "2022-11-03"),
        ("يوم الخميس الموافق 3 نوفمبر 2022م", "الخميس الموافق 3 نوفمبر 2022م", "2022-11-03"),
        ("في ٣ نوفمبر ٢٠٢٢", "٣ نوفمبر ٢٠٢٢", "2022-11-03"),
        ("في 3 تشرين الثاني/نوفمبر 2022", "3 تشرين الثاني/نوفمبر 2022", "2022-11-03"),
        ("في 18 كانون الثاني", "18 كانون الثاني", "2023-01-18"),
        ("في 8 غشت 2022", "8 غشت 2022", "2022-08-08"),
        ("أمس الخميس", "أمس الخميس", "2023-02-09"),
        ("وقعت اليوم مذكرة", "اليوم", "2023-02-10"),
        ("أول أمس", "أول أمس", "2023-02-08"),
        ("في 8 من الشهر الجاري", "8 من الشهر الجاري", "2023-02-08"),
        ("في 8 فبراير الجاري", "8 فبراير الجاري", "2023-02-08"),
        ("في 18 يناير الماضي", "18 يناير الماضي", "2023-01-18"),
        ("خلال الشهر الماضي", "الشهر الماضي", "2023-01"),
        ("مطلع مارس المقبل", "مارس المقبل", "2023-03"),
        ("في ديسمبر من العام الماضي", "ديسمبر من العام الماضي", "2022-12"),
        ("الأحد الماضي", "الأحد الماضي", "2023-02-05"),
        ("الخميس المقبل", "الخميس المقبل", "2023-02-16"),
        ("يوم الأربعاء", "الأربعاء", "2023-02-08"),
        ("في عام 2019", "2019", "2019"),
        ("قبل ثلاثة أيام", "قبل ثلاثة أيام", "2023-02-07"),
        ("من 6 إلى 8 فبراير 2023", "6 إلى 8 فبراير 2023", "2023-02"),
        ("بتاريخ 3/11/2022", "3/11/2022", "2022-11-03"),
    ],
)
def test_dates(text: str, said: str, value: str) -> None:
    assert dates(text) == [(said, value)]


@pytest.mark.parametrize("text", ["اليوم العالمي للجمارك", "مؤخرا", "خلال 30 يوما", "في المرحلة الأولى"])
def test_no_dates(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "form", "number"),
    [
        ("النصف الأول من عام 2022", "half", 1),
        ("الربع الثالث من عام 2022", "quarter", 3),
        ("الأشهر التسعة الأولى من عام 2022", "first_months", 9),
    ],
)
def test_parts_of_a_year(text: str, form: str, number: int) -> None:
    mention = DATES.find(text)[-1]
    assert (mention.form, mention.number) == (form, number)


@pytest.mark.parametrize(
    ("text", "said", "value", "currency"),
    [
        ("بقيمة 5.12 مليار دولار", "5.12 مليار دولار", 5120000000.0, "USD"),
        ("٥٫١٢ مليارات دولار أمريكي", "٥٫١٢ مليارات دولار أمريكي", 5120000000.0, "USD"),
        ("نحو 1,250 مليون درهم", "1,250 مليون درهم", 1250000000.0, "AED"),
        ("15 مليار ريال عماني", "15 مليار ريال عماني", 15000000000.0, "OMR"),
        ("300 ألف يورو", "300 ألف يورو", 300000.0, "EUR"),
    ],
)
def test_amounts(tagged: Tagged, text: str, said: str, value: float, currency: str) -> None:
    doc = tagged(text, "ar")
    (amount,) = doc.spans["amounts"]
    assert amount.text == said
    assert parse_money(amount.text, "ar") == Money(value, currency)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("بارتفاع 32.9%", 32.9),
        ("بنسبة 12 في المائة", 12.0),
        ("٧٫٥٪ على أساس سنوي", 7.5),
    ],
)
def test_percents(tagged: Tagged, text: str, value: float) -> None:
    doc = tagged(text, "ar")
    (percent,) = doc.spans["percents"]
    assert parse_percent(percent.text, "ar") == value


@pytest.mark.parametrize(
    ("text", "cue", "said"),
    [
        ("اتفاقية الاعتراف المتبادل", Cue.ARRANGEMENT, "اتفاقية الاعتراف المتبادل"),
        ("للاعتراف المتبادل بالبرنامج", Cue.ARRANGEMENT, "لاعتراف المتبادل"),
        ("خطة عمل مشتركة", Cue.PLAN, "خطة عمل"),
        ("خارطة طريق", Cue.PLAN, "خارطة طريق"),
        ("المساعدة الإدارية المتبادلة", Cue.LOOKALIKE, "المساعدة الإدارية"),
        ("شهادات المطابقة", Cue.LOOKALIKE, "شهادات المطابقة"),
        ("هذه الاتفاقية", Cue.INSTRUMENT, "هذه الاتفاقية"),
        ("برنامج المشغل الاقتصادي المعتمد", Cue.PROGRAMME, "المشغل الاقتصادي"),
        ("وقّعت الهيئتان", Cue.SIGN, "وقّعت"),
        ("تم التوقيع على", Cue.SIGN, "التوقيع"),
        ("إبرام الاتفاقية", Cue.SIGN, "إبرام"),
        ("ابرام الاتفاقية", Cue.SIGN, "ابرام"),
        ("التوقيع بالأحرف الأولى", Cue.AGREE_TEXT, "التوقيع بالأحرف الأولى"),
        ("بدء المفاوضات بين", Cue.START_TALKS, "بدء المفاوضات"),
        ("دخلت الاتفاقية الموقعة بين الجانبين حيز التنفيذ", Cue.FORCE, "حيز التنفيذ"),
        ("بدء العمل بالترتيب", Cue.FORCE, "بدء العمل"),
        ("مرحلة تجريبية", Cue.PILOT, "تجريبية"),
        ("توسيع نطاق الاعتراف", Cue.EXPAND, "توسيع نطاق الاعتراف"),
        ("تعليق العمل بالاتفاقية", Cue.SUSPEND, "تعليق العمل بالاتفاقية"),
        ("إنهاء الاتفاقية", Cue.TERMINATE, "إنهاء الاتفاقية"),
        ("سيتم توقيع", Cue.PLANNED, "سيتم"),
        ("من المقرر أن", Cue.PLANNED, "المقرر"),
        ("لم يوقع الطرفان", Cue.DENIED, "لم"),
        ("بعد الأردن ومصر", Cue.EARLIER, "بعد"),
        ("بين البلدين", Cue.BOTH, "البلدين"),
        ("مع كل من مصر", Cue.PARTNERS, "مع كل من"),
        ("حجم التبادل التجاري", Cue.TRADE, "حجم التبادل التجاري"),
        ("بلغت الصادرات", Cue.EXPORT, "الصادرات"),
        ("بلغت الواردات", Cue.IMPORT, "الواردات"),
        ("بارتفاع قدره", Cue.UP, "بارتفاع"),
        ("تراجعت التجارة بنسبة", Cue.DOWN, "تراجعت"),
        ("على أساس شهري", Cue.NOT_YOY, "على أساس شهري"),
        ("عجز الميزان", Cue.NO_FIGURE, "عجز"),
        ("12 دولة", Cue.COUNTRIES, "دولة"),
        ("200 شركة", Cue.COMPANIES, "شركة"),
        ("مزايا البرنامج", Cue.MEASURES, "مزايا"),
        ("حصة الصين", Cue.SHARE, "حصة"),
        ("أكبر شريك تجاري", Cue.RANK, "أكبر شريك"),
        ("مبادرة الحزام والطريق", Cue.BELT_AND_ROAD, "الحزام والطريق"),
    ],
)
def test_cues(tagged: Tagged, text: str, cue: Cue, said: str) -> None:
    assert said in cues(tagged(text, "ar"), cue)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("وقعت من أجل التعاون", Cue.DENIED),
        ("طبقا للاتفاقية", Cue.FORCE),
        ("برنامج المشغل الاقتصادي المعتمد", Cue.ARRANGEMENT),
    ],
)
def test_what_is_no_cue(tagged: Tagged, text: str, cue: Cue) -> None:
    assert cues(tagged(text, "ar"), cue) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("تقليل عمليات التفتيش", BenefitCode.REDUCED_INSPECTION),
        ("أولوية المعاينة", BenefitCode.PRIORITY_INSPECTION),
        ("أولوية التخليص الجمركي", BenefitCode.PRIORITY_CLEARANCE),
        ("تعيين ضابط اتصال", BenefitCode.LIAISON_CONTACT),
        ("استئناف حركة التجارة بعد الانقطاع", BenefitCode.PRIORITY_RECOVERY),
        ("تبسيط المستندات المطلوبة", BenefitCode.REDUCED_DOCUMENTS),
        ("تقييم المخاطر", BenefitCode.RISK_ASSESSMENT),
    ],
)
def test_benefits(tagged: Tagged, text: str, code: BenefitCode) -> None:
    doc = tagged(text, "ar")
    assert code in {span.label_ for span in doc.spans["benefits"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("خمسة وثلاثين دولة", "خمسة وثلاثين"),
        ("الاتفاقية الخامسة", "الخامسة"),
        ("ثاني أكبر شريك", "ثاني"),
    ],
)
def test_number_words(tagged: Tagged, text: str, said: str) -> None:
    doc = tagged(text, "ar")
    assert said in [span.text for span in doc.spans["numbers"]]


def test_every_cue_of_english_is_served() -> None:
    assert set(AR.cues) == set(get("en").cues)
    assert set(AR.benefits) == set(get("en").benefits)


TOLD = Anchors(published="2023-02-10", told=("2022-05-02", "2022-11-03"))
"""A Friday; the text has told two dates."""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("من يناير إلى أبريل 2022", "2022-01/2022-04"),
        ("بين كانون الثاني ونيسان", "2022-01/2022-04"),
        ("الفترة من يناير حتى سبتمبر", "2022-01/2022-09"),
        ("خلال تسعة أشهر من 2021", "2021-01/2021-09"),
        ("الأشهر الستة الأولى من العام الماضي", "2022-01/2022-06"),
        ("الأحد عشر شهرًا الأولى من 2021", "2021-01/2021-11"),
        ("النصف الأول", "2022-01/2022-06"),
        ("السداسي الثاني من 2021", "2021-07/2021-12"),
        ("الربع الثالث من العام الماضي", "2022-07/2022-09"),
        ("الربع الأخير من 2021", "2021-10/2021-12"),
        ("السنة المالية 2021/2022", "2021-04/2022-03"),
    ],
)
def test_periods(text: str, value: str) -> None:
    assert period_of(text, DATES.find(text), lambda _: TOLD, "IN") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("في اليوم التالي", "2022-11-04"),
        ("في اليوم ذاته", "2022-11-03"),
        ("بعد ستة أشهر من تاريخ التوقيع", "2023-05-03"),
        ("اليوم الأول من الشهر التالي لاعتماده", "2022-12-01"),
        ("8 من الشهر نفسه", "2022-11-08"),
        ("ديسمبر من العام نفسه", "2022-12"),
    ],
)
def test_dates_counted_from_the_one_told_before(text: str, value: str) -> None:
    assert [resolve(mention, TOLD).value for mention in DATES.find(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("قبل نهاية العام", ["2023"]),
        ("نهاية العام المقبل", ["2024"]),
        ("الربيع المقبل", ["2023"]),
        ("الأسبوع الماضي", ["2023-02"]),
        ("يوم 5 من الشهر", ["2023-02-05"]),
        ("يوم الجمعة الفارط", ["2023-02-03"]),
        ("يومي الاثنين والأربعاء", ["2023-02-06", "2023-02-08"]),
        ("فاتح أكتوبر 2022", ["2022-10-01"]),
    ],
)
def test_days_weeks_seasons_and_years_in_words(text: str, values: list[str]) -> None:
    assert [resolve(mention, TOLD).value for mention in DATES.find(text)] == values
