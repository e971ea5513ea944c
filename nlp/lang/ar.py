"""Arabic. Glued و stands apart before any word, ف ب ك ل before the article only: `_any` states the other written forms."""

from nlp.lang.language import Gate, Language, Terms, joined

_MONTHS = {
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "اذار": 3, "نيسان": 4, "أيار": 5, "ايار": 5, "حزيران": 6, "تموز": 7,
    "آب": 8, "أيلول": 9, "ايلول": 9, "تشرين الأول": 10, "تشرين الاول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
    "كانون الاول": 12, "جانفي": 1, "فيفري": 2, "أفريل": 4, "افريل": 4, "ماي": 5, "جوان": 6, "جويلية": 7, "أوت": 8,
    "يوليوز": 7, "غشت": 8, "شتنبر": 9, "نونبر": 11, "دجنبر": 12, "ابريل": 4, "إبريل": 4, "يونيه": 6, "يوليه": 7,
    "يونية": 6, "يولية": 7, "اغسطس": 8, "اكتوبر": 10,
}  # fmt: skip
"""The names of the Levant, the Maghreb, Morocco, and spellings that CLDR lacks."""

_GREGORIAN = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
_SECOND_NAME = rf"(?: ?[/(\-–] ?(?:{'|'.join(sorted((*_MONTHS, *_GREGORIAN), key=len, reverse=True))})\)?)?"
"""The month once more under its other name: "7 شباط/فبراير"."""

_STEMS = ("ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")
_ORDINALS = (
    {"أول": 1, "الأول": 1, "أولى": 1, "الأولى": 1, "اول": 1, "الاول": 1, "الاولى": 1, "أولاً": 1}
    | {f"{article}{stem}": n for n, stem in enumerate(_STEMS, 2) for article in ("", "ال")}
    | {f"{article}{stem}ة": n for n, stem in enumerate(_STEMS, 2) for article in ("", "ال")}
    | {f"{stem}{adverb}": n for n, stem in enumerate(_STEMS, 2) for adverb in ("ا", "اً")}
    | {f"{article}{stem} عشر": 10 + n for article in ("", "ال") for n, stem in enumerate(("حادي", *_STEMS[:-1]), 1)}
    | {f"ال{stem}ة عشرة": 10 + n for n, stem in enumerate(("حادي", *_STEMS[:-1]), 1)}
    | {f"{tens}{end}": n for tens, n in (("العشر", 20), ("الثلاث", 30)) for end in ("ين", "ون")}
    | {f"ال{stem} والعشر{e}": 20 + n for n, stem in enumerate(("حادي", *_STEMS[:-1]), 1) for e in ("ين", "ون")}
    | {"الحادي والثلاثين": 31, "الحادي والثلاثون": 31}
)
_UNITS = ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع")
_TENS = {"عشر": 20, "ثلاث": 30, "أربع": 40, "اربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90}
_NUMBERS = (
    {"اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2, "اربع": 4, "اربعة": 4, "ثمان": 8, "عشر": 10, "عشرة": 10}
    | {"أحد عشر": 11, "احد عشر": 11, "إحدى عشرة": 11, "اثني عشر": 12, "اثنا عشر": 12, "اثنتي عشرة": 12}
    | {f"{unit}{end}": n for n, unit in enumerate(_UNITS, 3) for end in ("", "ة")}
    # The و of "five and thirty" is part of the number.
    | {f"{glued}{ten}{end}": n for ten, n in _TENS.items() for end in ("ين", "ون") for glued in ("", "و")}
)

_PAST, _COMING = (
    "(?:الماضي|الماضية|المنصرم|المنصرمة|الفائت|الفائتة|المنقضي|الفارط|الفارطة)",
    "(?:المقبل|المقبلة|القادم|القادمة)",
)
_CURRENT = "(?:الجاري|الجارية|الحالي|الحالية)"
_ON = "(?:<weekday>[،,]? (?:الموافق )?)?"
_END = r"(?!\w)"


_OF_YEAR = (
    rf"(?:(?: من)? (?:(?P<this_year>(?:العام|السنة) {_CURRENT}|هذا العام|هذه السنة)|(?P<last_year>(?:العام|السنة) {_PAST})"
    rf"|(?P<next_year>(?:العام|السنة) {_COMING})|(?P<same_year>(?:العام|السنة) (?:ذاته|نفسه|ذاتها|نفسها)|(?:ذلك العام|تلك السنة))"
    r"|(?:عام |سنة |العام |السنة |للعام )?<year>م?|العام|السنة)(?!\w))?"
)
"""The year of a part of a year, in figures or told from the text's day."""
_SEASON = r"(?:(?P<spring>الربيع)|(?P<summer>الصيف)|(?P<autumn>الخريف)|(?P<winter>الشتاء))(?!\w)"
_UNIT = (
    "(?:(?P<days>أيام|ايام|يوما|يوماً|يومًا|يوم)|(?P<weeks>أسابيع|اسابيع|أسبوعا|أسبوعاً)|(?P<months>أشهر|اشهر|شهور|شهرا|شهراً|شهر)"
    "|(?P<years>سنوات|أعوام|اعوام|عاما|عاماً|سنة))"
)

LANGUAGE = Language(
    code="ar",
    gate=Gate(
        aeo=Terms.of(
            *("المؤسسات المعتمدة", "الصفة المعتمدة", "الاقتصادي المعتمد"),
            شغ=r"مشغّ?ل\w* (?:ال)?(?:معتمد|اقتصادي)",
        ),
        operators=Terms.of(*joined("الاعتراف ب", "المشغل|المؤسس|الشرك")),
        recognition=Terms.of("عتراف المتبادل", "عتراف متبادل"),
        trade=Terms.of("صادرات", "واردات", "التبادل التجاري", "التجارة"),
        customs=Terms.of("جمارك", "جمرك", "ديوان"),
        recognised=Terms.of("عتراف"),
        agreed=r"اتفاق|ترتيب|موقع|مشغل",
    ),
    head_first=True,
    proclitics=frozenset("وبلف"),
    joined_article=("ال", "ل"),
    belt_and_road=r"الحزام والطريق",
    falls=r"[وف]?(?:ا?نخف[ضا]\w*|تراجع\w*|هبط\w*|هبوط\w*|نقص\w*|أقل|\w*انخفاض\w*|\w*تراجع\w*|\w*منخفض\w*|\w*متراجع\w*|بنقص|سالب|بناقص)",
    rises=r"[وف]?(?:\w*ارتف[عا]\w*|\w*زياد\w*|زاد\w*|نما|نمت|\w*نمو\w*|أعلى|صعد\w*|\w*مرتفع\w*|\w*قفز\w*|[تي]زيد)",
    sequential=r"(?:عن|على|من|مقارنة ب|مقارنة مع) ?ال(?:شهر|ربع) (?:السابق|الماضي|الذي قبله)|(?:عن|على) <month>(?! ?\d| (?:السابق|الماضي|من العام|نفسه|سنة|عام))",
    fractions={"نصف": 2, "النصف": 2, "ثلث": 3, "الثلث": 3, "ربع": 4, "الربع": 4, "خمس": 5, "عشر": 10},
    numbers=_NUMBERS,
    ordinals=_ORDINALS,
    scales={"ألف": 1e3, "الف": 1e3, "آلاف": 1e3, "مليون": 1e6, "مليونا": 1e6, "مليوناً": 1e6, "ملايين": 1e6}
    | {"مليار": 1e9, "مليارا": 1e9, "ملياراً": 1e9, "مليارات": 1e9, "بليون": 1e9, "تريليون": 1e12, "ترليون": 1e12},
    currencies={
        f"{name}{end}": code for name, code in {"دولار": "USD", "يورو": "EUR", "يوان": "CNY"}.items() for end in ("", "ا", "اً")
    }
    | {"دولار أمريكي": "USD", "دولار أميركي": "USD", "دولار امريكي": "USD", "دولارات": "USD", "يوان صيني": "CNY"}
    | {"ين ياباني": "JPY", "جنيه مصري": "EGP", "جنيه إسترليني": "GBP", "جنيه استرليني": "GBP"}
    | {"ريال سعودي": "SAR", "ريال قطري": "QAR", "ريال عماني": "OMR", "ريال عُماني": "OMR"}
    | {"درهم إماراتي": "AED", "درهم اماراتي": "AED", "درهم مغربي": "MAD", "دينار أردني": "JOD"}
    | {"دينار كويتي": "KWD", "دينار بحريني": "BHD", "دينار تونسي": "TND", "دينار جزائري": "DZD", "دينار عراقي": "IQD"}
    | {"دينار ليبي": "LYD", "ليرة تركية": "TRY", "روبل": "RUB", "روبية هندية": "INR", "وون": "KRW"},
    months=_MONTHS,
    weekdays={"الإثنين": 0, "الأثنين": 0, "الثلثاء": 1, "الاربعاء": 2, "الجمعه": 4},
    worldwide=r"(?:إجمالي|مجموع) (?:الصادرات|الواردات)|التجارة الخارجية",
    a_day=r"يومي|في اليوم|كل يوم",
    to_come=r"(?:السنوات|الأعوام|العقد) (?:\w+ )?(?:المقبل|القادم)|(?:سنوات|أعوام) (?:مقبلة|قادمة)",
    operators=r"(?:الشركات|شركات|المشغلين|المشغلون) (?:المعتمد|المعتمدة|الاقتصادي)",
    or_else=r"(?:أو|أي|ما يعادل|بما يعادل)(?: (?:نحو|حوالي|قرابة))?",
    compared_with=r"مقابل|مقارنة (?:ب|مع)|بعد",
    respectively=r"على (?:التوالي|الترتيب)",
    such_as=r"من بينها|من بينهم|من ضمنها|منها|ومنها|بينها|مثل",
    dates=(
        ("calendar", rf"{_ON}<day>(?: من)?(?: شهر)? <month>{_SECOND_NAME}(?: من)?(?: عام| سنة| للعام)?،? <year>م?{_END}"),
        ("calendar", rf"{_ON}<day>(?: من)?(?: شهر)? <month>{_SECOND_NAME}(?: {_CURRENT})?{_END}"),
        ("calendar", rf"{_ON}<day_word>(?: من)?(?: شهر)? <month>{_SECOND_NAME}(?: من)?(?: عام| سنة)? <year>م?{_END}"),
        ("calendar", rf"{_ON}<day_word>(?: من)?(?: شهر)? <month>{_SECOND_NAME}{_END}"),
        ("calendar", rf"<month>{_SECOND_NAME}(?: من)?(?: عام| سنة| للعام)? <year>م?{_END}"),
        ("calendar", rf"\b(?:في|خلال|منذ|شهر|أوائل|اوائل|مطلع|أواخر|اواخر|منتصف|نهاية|بداية|حتى) (?:شهر )?(?P<span><month>{_SECOND_NAME}(?: {_CURRENT})?){_END}"),
        ("calendar", r"<weekday>[،,]? \(?<day>\)?(?! ?\w)"),
        ("calendar", r"<day>/<m>/<year>"),
        ("calendar", r"<day>-<m>-<year>"),
        ("calendar", rf"(?:عام|سنة|العام) (?P<span><year>م?){_END}"),
        ("range", rf"\b(?:(?P<first_day>أول) <number> (?:يوم\S*|أيام)|الأيام ال<number> (?P<first_day>الأولى)) من (?:شهر )?<month>{_SECOND_NAME}(?:(?: عام)? <year>م?)?{_END}"),
        ("range", rf"<day>(?: ?[-–] ?| إلى | و | حتى | و)<number>(?: من)? <month>{_SECOND_NAME}(?:(?: عام)? <year>م?)?{_END}"),
        ("today", rf"\b(?:هذا )?اليوم{_END}(?! (?:العالمي|الدولي|الوطني|الأول|الاول|الثاني|الثالث|السابق|التالي|المفتوح|ذاته|نفسه|عينه|الأخير))(?:[،,]? <weekday>)?"),
        ("yesterday", rf"\b(?:يوم )?(?:أمس|امس|بالأمس){_END}(?! (?:الأول|الاول))(?:[،,]? <weekday>)?"),
        ("day_before", rf"\b(?:أول أمس|اول امس|أمس الأول|امس الاول){_END}"),
        ("tomorrow", rf"\b(?:غدا|غداً|غدًا|يوم غد){_END}"),
        ("this_month", rf"{_ON}<day>(?: من)? (?:الشهر|شهر) {_CURRENT}{_END}"),
        ("this_month", rf"{_ON}<day_word>(?: من)? الشهر {_CURRENT}{_END}"),
        ("this_month", rf"(?:الشهر {_CURRENT}|هذا الشهر){_END}"),
        ("this_month", rf"{_ON}<day> {_CURRENT}{_END}"),
        ("last_month", rf"{_ON}(?:<day>(?: من)? )?الشهر {_PAST}{_END}"),
        ("next_month", rf"(?:<day>(?: من)? )?الشهر {_COMING}{_END}"),
        ("this_year", rf"(?:<day>(?: من)? )?(?:<month>{_SECOND_NAME} (?:من )?)?(?:(?:العام|السنة) {_CURRENT}|هذا العام|هذه السنة){_END}"),
        ("last_year", rf"(?:<day>(?: من)? )?(?:<month>{_SECOND_NAME} (?:من )?)?(?:العام|السنة) {_PAST}{_END}"),
        ("next_year", rf"(?:<day>(?: من)? )?(?:<month>{_SECOND_NAME} (?:من )?)?(?:العام|السنة) {_COMING}{_END}"),
        ("month_past", rf"{_ON}(?:<day>(?: من)? )?<month>{_SECOND_NAME} {_PAST}{_END}"),
        ("month_next", rf"{_ON}(?:<day>(?: من)? )?<month>{_SECOND_NAME} {_COMING}{_END}"),
        ("weekday", r"(?<!\w)و(?P<span><weekday_name>)(?!\w)"),
        ("last_weekday", rf"<weekday> {_PAST}{_END}"),
        ("weekday_last_week", rf"<weekday> (?:من|في) (?:الأسبوع|الاسبوع) {_PAST}{_END}"),
        ("weekday_next_week", rf"<weekday> (?:من|في) (?:الأسبوع|الاسبوع) {_COMING}{_END}"),
        ("next_weekday", rf"<weekday> {_COMING}{_END}"),
        ("weekday", rf"\b(?:يوم|صباح|مساء|ظهر) (?P<span><weekday>){_END}"),
        ("ago", rf"(?:قبل|منذ) <number> (?:(?P<days>أيام|ايام|يوما|يوماً|يومًا)|(?P<weeks>أسابيع|اسابيع)|(?P<months>أشهر|اشهر|شهور|شهرا|شهراً)|(?P<years>سنوات|أعوام|اعوام|عاما|عاماً)){_END}"),
        ("calendar", rf"(?P<first_day>فاتح) (?:من )?(?:شهر )?<month>{_SECOND_NAME}{_OF_YEAR}{_END}"),
        ("calendar", rf"(?P<last_day>آخر يوم|اليوم الأخير) (?:من |في )?(?:شهر )?<month>{_SECOND_NAME}{_OF_YEAR}{_END}"),
        ("months", rf"(?:(?<!\w)(?:من|بين|منذ|الفترة) )?(?:من )?(?:شهر )?<month>{_SECOND_NAME} ?(?:-|–|/|إلى|الى|حتى|وحتى|لغاية) ?(?:نهاية )?(?:شهر )?<month2>{_SECOND_NAME}{_OF_YEAR}{_END}"),
        ("months", rf"(?<!\w)(?:ما )?بين (?:شهري )?<month>{_SECOND_NAME} و ?<month2>{_SECOND_NAME}{_OF_YEAR}{_END}"),
        ("months", rf"(?:من )?<month>{_SECOND_NAME} <year>م? ?(?:-|–|إلى|الى|حتى|و) ?<month2>{_SECOND_NAME} <year2>م?{_END}"),
        ("months_to", rf"<number> (?:أشهر|اشهر|شهرا|شهراً) (?:حتى|المنتهية في|إلى|الى) (?:نهاية )?(?:شهر )?<month>{_SECOND_NAME}{_OF_YEAR}{_END}"),
        ("year_to", rf"(?:العام|السنة)(?: المالية| المالي)? (?:المنتهي|المنتهية) (?:في|ب) ?(?:\d{{1,2}} )?<month>{_SECOND_NAME}{_OF_YEAR}{_END}"),
        ("months_to_now", rf"(?:من|منذ) (?:شهر )?<month>{_SECOND_NAME} (?:وحتى|حتى|إلى) (?:الآن|اليوم|تاريخه)"),
        ("until_month", rf"(?:منذ (?:بداية|مطلع) (?:العام|السنة) (?:وحتى|حتى|إلى)|حتى نهاية) (?:شهر )?<month>{_SECOND_NAME}{_OF_YEAR}{_END}"),
        ("first_months", rf"(?:الأشهر|الشهور|الاشهر|الأشهُر) (?:ال)?<number> (?:الأولى|الاولى){_OF_YEAR}{_END}"),
        ("first_months", rf"(?:أول|اول) <number> (?:أشهر|اشهر|شهور|شهرا|شهراً){_OF_YEAR}{_END}"),
        ("first_months", rf"(?:خلال|في|عن) <number> (?:أشهر|اشهر|شهور|شهرا|شهراً) (?:من|عام|سنة)(?: عام| سنة| العام)? <year>{_END}"),
        ("first_months", rf"(?<!\w)(?:ال)?<number> (?:أشهر|اشهر|شهرا|شهراً|شهرًا) (?:الأولى|الاولى){_OF_YEAR}{_END}"),
        ("hence", rf"(?:خلال|في) <number> (?P<months>أشهر|اشهر|شهور|شهرا|شهراً|شهرًا){_END}(?! (?:من|قبل|عام|سنة))"),
        ("quadrimester", rf"الثلث (?=الأول|الاول|الثاني|الثالث)<number>{_OF_YEAR}{_END}"),
        ("half", rf"السداسي (?=الأول|الاول|الثاني)<number>{_OF_YEAR}{_END}"),
        ("quarter", rf"الثلاثي (?=الأول|الاول|الثاني|الثالث|الرابع)<number>{_OF_YEAR}{_END}"),
        ("first_quarters", rf"(?:الأرباع|الارباع) <number> (?:الأولى|الاولى){_OF_YEAR}{_END}"),
        ("half", rf"النصف (?=الأول|الاول|الثاني)<number>{_OF_YEAR}{_END}"),
        ("quarter", rf"الربع (?=الأول|الاول|الثاني|الثالث|الرابع)<number>{_OF_YEAR}{_END}"),
        ("final_quarter", rf"الربع (?:الأخير|الاخير){_OF_YEAR}{_END}"),
        ("fiscal", rf"(?:العام|عام|السنة|سنة)(?: المالية| المالي| مالية| مالي) <year> ?(?:[-–/] ?<year2>)?{_END}"),
        ("fiscal", rf"(?P<last_year>(?:العام المالي|السنة المالية) {_PAST}){_END}"),
        ("fiscal", rf"(?P<this_year>(?:العام المالي|السنة المالية) {_CURRENT}){_END}"),
        ("so_far", rf"منذ (?:بداية|مطلع) (?:العام|السنة|هذا العام)(?: {_CURRENT})?{_END}(?! (?:وحتى|حتى|إلى))"),
        ("this_year", rf"(?:نهاية|أواخر|اواخر|بداية|مطلع|أوائل|منتصف|ختام|انتهاء|انقضاء|خلال) (?:العام|السنة){_END}(?! (?:{_PAST}|{_COMING}|المالي|<year>))"),
        ("this_month", rf"{_ON}<day> من الشهر{_END}(?! (?:{_PAST}|{_COMING}|ذاته|نفسه|التالي|الذي))"),
        ("this_month", rf"(?:مطلع|بداية|أوائل|منتصف|أواخر|نهاية) الشهر{_END}(?! (?:{_PAST}|{_COMING}|ذاته|نفسه|التالي|الذي))"),
        ("season", rf"(?:في|خلال|هذا|مع|فصل|منذ) (?:فصل )?(?P<span>{_SEASON}{_OF_YEAR})(?! {_PAST}| {_COMING})"),
        ("last_season", rf"{_SEASON} {_PAST}{_END}"),
        ("next_season", rf"{_SEASON} {_COMING}{_END}"),
        ("this_week", rf"هذا الأسبوع{_END}|الأسبوع {_CURRENT}{_END}"),
        ("last_week", rf"(?:الأسبوع|الاسبوع) {_PAST}{_END}"),
        ("next_week", rf"(?:الأسبوع|الاسبوع) {_COMING}{_END}"),
        ("last_weekday", rf"<weekday> {_PAST},? \(?(?:<day>)(?: {_CURRENT})?\)?{_END}"),
        ("next_weekday", rf"<weekday> {_COMING} \(<day>(?: {_CURRENT})?\)"),
        ("hence", rf"بعد <number> {_UNIT}{_END}(?! من)"),
        ("day_after_tomorrow", rf"بعد غد{_END}"),
        ("holiday", rf"(?P<new_year>رأس السنة){_END}"),
        ("day_after", rf"(?:في )?(?:اليوم|يوم) (?:التالي|اللاحق|الموالي){_END}"),
        ("day_before_that", rf"(?:في )?اليوم (?:السابق|الذي سبقه){_END}|عشية ذلك{_END}"),
        ("same_day", rf"(?:في |ب)?(?:اليوم|التاريخ) (?:ذاته|نفسه|عينه){_END}|(?:في )?(?:المساء|الصباح|الليلة) (?:نفسه|ذاته|نفسها|ذاتها){_END}|(?:في )?(?:ذات|نفس) (?:اليوم|التاريخ){_END}"),
        ("same_month", rf"(?:<day>(?: من)? )?الشهر (?:ذاته|نفسه){_END}"),
        ("same_year", rf"(?:(?:<day>(?: من)? )?<month>{_SECOND_NAME}(?: من)? )?(?:(?:العام|السنة) (?:ذاته|نفسه|ذاتها|نفسها)|ذلك العام|تلك السنة|نفس (?:العام|السنة)){_END}"),
        ("later", rf"بعد(?: ذلك ب| مرور)? ?(?:(?P<years>عام|سنة)|(?P<months>شهر)|(?P<weeks>أسبوع)){_END}(?! من)"),
        ("later", rf"بعد(?: ذلك ب| مرور)? ?(?P<two>(?P<years>عامين|سنتين)|(?P<months>شهرين)|(?P<weeks>أسبوعين)|(?P<days>يومين)){_END}(?! من)"),
        ("later", rf"بعد ذلك ب<number> {_UNIT}{_END}|بعدها ب<number> {_UNIT}{_END}"),
        ("later", rf"(?:في )?(?P<months>الشهر) (?:التالي|الموالي|اللاحق){_END}(?! ل)"),
        ("year_after", rf"(?:(?:<day>(?: من)? )?<month>{_SECOND_NAME}(?: من)? )?(?:في )?(?:العام|السنة) (?:التالي|التالية|الموالي|الموالية|اللاحق|اللاحقة){_END}(?! ل)"),
        ("month_following", rf"(?:في )?<month>{_SECOND_NAME} (?:التالي|الموالي|اللاحق){_END}"),
        ("ago", rf"(?:قبل|منذ) (?P<two>(?P<years>عامين|سنتين)|(?P<months>شهرين)|(?P<weeks>أسبوعين)|(?P<days>يومين)){_END}"),
        ("this_month", rf"(?:في |منذ )?(?:اليوم )?<day_word> من (?:الشهر(?: {_CURRENT})?|الجاري){_END}(?! (?:{_PAST}|{_COMING}|ذاته|نفسه|التالي|الذي))"),
        ("calendar", rf"(?P<first_day>غرة) (?:شهر )?<month>{_SECOND_NAME}(?:،? (?:من )?(?:عام |سنة )?<year>)?{_END}"),
        ("first_months", rf"(?P<two>الشهرين) (?:الأولين|الاولين){_OF_YEAR}{_END}"),
        ("after", rf"(?:بعد(?: مرور| انقضاء| مضي)?) <number> {_UNIT}(?: (?:من|على) (?:تاريخ )?\w+){_END}"),
        ("after", rf"<number> {_UNIT} (?:من|بعد) (?:تاريخ )?(?:التوقيع|توقيع\w*|اعتماد\w*|نشر\w*){_END}"),
        ("month_after", rf"(?P<first_day>(?:اليوم الأول|أول يوم)) من الشهر(?: <number>)? (?:الذي يلي|التالي ل|التالي)(?: ?(?:تاريخ |شهر )?\w+)?{_END}"),
    ),
)  # fmt: skip
