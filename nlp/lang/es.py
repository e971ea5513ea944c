"""Spanish, of Spain and of Latin America."""

from nlp.lang.language import NO_LATIN, Gate, Language, Terms, joined

_DAY = r"<day>(?:\.?[º°]|ero|er)?"
_MONTH = r"\b(?=\w{4})<month>(?!\w)"
"""A full name, for months that stand alone: `mar` is the sea too."""
_WEEKDAY = r"(?=\w{5})<weekday>(?!\w)"
_DAY_MONTH = rf"\b{_DAY} (?:de |del )?(?:mes de )?<month>(?!\w)"
_YEAR = r",? (?:de |del )?(?:año )?<year>"
_NO_YEAR = r"(?!,? (?:de |del )?(?:año )?\d{4})"
_THIS_YEAR = r"(?:de este año|del presente año|del año en curso|del corriente(?: año)?|del actual)"
_LAST_YEAR = r"(?:del año pasado|del pasado año|del año anterior)"
_NEXT_YEAR = r"(?:del próximo año|del año próximo|del año que viene|del año entrante)"

_SAME_YEAR = r"(?:(?:de|en) (?:ese|aquel|dicho)(?: mismo)? año|(?:del|en el) mismo año)"
_OF_YEAR = (
    rf"(?: (?P<this_year>{_THIS_YEAR})| (?P<last_year>{_LAST_YEAR})| (?P<next_year>{_NEXT_YEAR})"
    rf"| (?P<same_year>{_SAME_YEAR})|,? (?:de |del |en )?(?:año )?<year>| del año)?"
)
"""The year of a part of a year, in figures or told from the text's day."""
_SECOND = r"(?=\w{4})<month2>(?!\w)"
_SEASON = r"(?:(?P<spring>primavera)|(?P<summer>verano)|(?P<autumn>otoño)|(?P<winter>invierno))(?!\w)"
_AFTER_WHAT = r"(?:después de|posteriores|(?:contad|transcurrid)os|(?:a partir|desde|de|tras) (?:la|su|el|dicha|esa) (?:firma|suscripción|fecha|adopción|aprobación|publicación))"

_TENS = {
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
}  # fmt: skip
_UNITS = {
    "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
}  # fmt: skip
_NUMBERS = {
    "cero": 0, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciséis": 16, "dieciseis": 16, "diecisiete": 17,
    "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiún": 21, "veintiuno": 21, "veintiuna": 21, "veintidós": 22,
    "veintidos": 22, "veintitrés": 23, "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiséis": 26,
    "veintiseis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29, "cien": 100,
    **_TENS, **{f"{ten} y {unit}": tens + units for ten, tens in _TENS.items() for unit, units in _UNITS.items()},
}  # fmt: skip
"""`un` alone is the article, `ciento` alone is most often of `por ciento`: neither counts."""
_ORDINALS = (
    "primer", "segund", "tercer", "cuart", "quint", "sext", "séptim", "octav", "noven", "décim", "undécim", "duodécim",
    "decimotercer", "decimocuart", "decimoquint", "decimosext", "decimoséptim", "decimoctav", "decimonoven", "vigésim",
)  # fmt: skip

_SCALES = {
    "mil": 1e3, "miles": 1e3, "millón": 1e6, "millones": 1e6, "millon": 1e6, "mill": 1e6, "mm": 1e6, "millardo": 1e9,
    "millardos": 1e9, "billón": 1e12, "billones": 1e12, "bn": 1e9,
}  # fmt: skip
_CURRENCIES = {
    "dólares": "USD", "dólar": "USD", "dolares": "USD", "dólares estadounidenses": "USD", "dólares americanos": "USD",
    "dólares de estados unidos": "USD", "dólares de los estados unidos": "USD", "dólares de ee.uu.": "USD",
    "dólares de ee. uu.": "USD", "dólares norteamericanos": "USD", "dls": "USD", "dólares canadienses": "CAD",
    "dólares australianos": "AUD", "dólares neozelandeses": "NZD", "dólares de singapur": "SGD",
    "dólares de hong kong": "HKD", "nuevos dólares taiwaneses": "TWD", "euros": "EUR", "euro": "EUR", "pesos": "unit:peso",
    "pesos mexicanos": "MXN", "pesos chilenos": "CLP", "pesos colombianos": "COP", "pesos argentinos": "ARS",
    "pesos uruguayos": "UYU", "pesos dominicanos": "DOP", "pesos filipinos": "PHP", "soles": "PEN",
    "bolivianos": "BOB", "guaraníes": "PYG", "quetzales": "GTQ", "colones": "CRC", "lempiras": "HNL",
    "córdobas": "NIO", "balboas": "PAB", "bolívares": "VES", "reales": "BRL", "yuanes": "CNY", "yuan": "CNY",
    "yuanes chinos": "CNY", "renminbi": "CNY", "renminbis": "CNY", "yenes": "JPY", "wones": "KRW",
    "libras esterlinas": "GBP", "libras": "GBP", "rupias": "INR", "rublos": "RUB", "francos suizos": "CHF",
    "patacas": "MOP", "dírhams": "unit:dirham",
}  # fmt: skip

LANGUAGE = Language(
    code="es",
    gate=Gate(
        aeo=Terms.of(
            *joined("operador |operadores ", "económico|economico|autorizad|confia"),
            oea=rf"{NO_LATIN}OEAS?(?![A-Za-z])",
            oec=rf"{NO_LATIN}OECS?(?![A-Za-z])",
        ),
        operators=Terms.of(*joined("reconocimiento de ", "|los ", "operadores|empresas")),
        recognition=Terms.of("reconocimiento mutuo", arm=r"(?-i:\bARM\b)", acm=r"(?-i:\bACM\b)"),
        trade=Terms.of("exportaci", "importaci", "intercambio comercial", *joined("comercio ", "exterior|bilateral")),
        customs=Terms.of("aduan"),
        recognised=Terms.of(reconoc=r"\breconoc\w"),
        agreed=r"\b(?:acuerdo|arreglo)",
    ),
    head_first=True,
    belt_and_road=r"franja y (?:la )?ruta",
    falls=r"ca[íiey]\w*|baj\w*|descen\w*|dismin\w*|retroc\w*|contra[ijy]\w*|contracci\w*|reduc\w*|reduj\w*|menos|menor|inferior\w*|merm\w*|declin\w*|debajo|ced[ií]\w*",
    rises=r"crec\w*|creci\w*|aument\w*|sub\w*|increment\w*|alzas?|más|mayor|superior\w*|avanz\w*|expan\w*|repunt\w*|encima|arriba|trep\w*|avance",
    sequential=r"(?:que en|respecto (?:a|de)|frente a|sobre) (?:el mes de )?<month>(?! ?[-–—]| (?:de |del )?(?:19|20|año|pasado|anterior|a\b))|(?:que|respecto|frente|sobre|contra|comparado)[\w ]{0,12} (?:mes|trimestre) (?:anterior|previo|precedente)|intermensual\w*",
    decimal_comma=None,
    fractions={
        "mitad": 2,
        "tercio": 3,
        "tercios": 3,
        "tercera parte": 3,
        "cuarto": 4,
        "cuartos": 4,
        "cuarta parte": 4,
        "quinto": 5,
        "quintos": 5,
        "quinta parte": 5,
        "décimo": 10,
        "décima parte": 10,
    },
    numbers=_NUMBERS,
    ordinals={f"{stem}{ending}": i for i, stem in enumerate(_ORDINALS, 1) for ending in ("o", "a")}
    | {
        "primer": 1,
        "tercer": 3,
        "decimotercer": 13,
        "septimo": 7,
        "septima": 7,
        "decimo": 10,
        "decima": 10,
        "vigesimo": 20,
    }
    | {
        "decimoprimero": 11,
        "decimoprimer": 11,
        "decimosegundo": 12,
        "onceavo": 11,
        "doceavo": 12,
        "vigésimo primer": 21,
    },
    scales=_SCALES,
    thousand="mil",
    currencies=_CURRENCIES,
    months={"setiembre": 9, "set": 9, "sep": 9},
    weekdays={"miercoles": 2, "sabado": 5},
    worldwide=r"(?:exportaciones|importaciones) (?:totales|globales)(?!.*\b(?:a|hacia|desde|con)\b)|comercio exterior|al mundo",
    a_day=r"\bal día\b|\bpor día\b|\bdiari[oa]s?\b",
    to_come=r"\bpróxim[oa]s (?:\w+ )?(?:años|meses)|\bpróxima década",
    operators=r"\bempresas (?:OEA|certificadas)|\boperadores (?:OEA|económicos autorizados|autorizados|certificados)|\bOEA (?:certificad|autorizad)",
    or_else=r"(?:o|es decir|equivalentes? a)(?: (?:unos|cerca de|alrededor de|aproximadamente|casi))?",
    compared_with=r"frente a|contra|tras|después de|desde|respecto (?:a|de)|comparad[oa]s? con",
    respectively=r"\brespectivamente\b",
    such_as=r"entre ellos|entre ellas|entre los que figuran|entre los que se encuentran|como|incluidos|incluyendo|tales como",
    dates=(
        ("calendar", rf"(?:\b<weekday>,? )?(?:día )?{_DAY_MONTH}{_YEAR}"),
        ("calendar", rf"(?:\b<weekday>,? )?(?:día )?{_DAY_MONTH}"),
        ("calendar", rf"(?:ayer|hoy|anoche),? \(?(?:<weekday>,? )?(?:día )?{_DAY_MONTH}\)?"),
        ("calendar", r"\b<day> días del mes de <month>(?: (?:de|del) (?:año )?<year>)?"),
        ("calendar", rf"\b<month>(?!\w) {_DAY}(?:,| de| del)? (?:año )?<year>"),
        ("calendar", r"\b<month>(?!\w) <day>(?! ?(?:de \d|%|por ciento|mil))"),
        ("calendar", rf"{_MONTH},? (?:de |del )?(?:año )?<year>"),
        ("calendar", r"\b<month>(?!\w)[-/ ]<year>"),
        (
            "calendar",
            rf"\b(?:en|desde|durante|hasta|para|a partir de|mes de|de|y|a|entre|mediados de) (?P<span>{_MONTH}){_NO_YEAR}",
        ),
        ("calendar", r"\bdía (?P<span><day>)(?! de \w)"),
        (
            "calendar",
            r"\b(?:el|del) (?P<span><day>)(?=[,;.)](?!\d)|\s*$|\s+(?:se|las?|los|el|ambas|ambos|en|ante|con|un|una|su|sus|tras|durante|cuando|firm\w+|suscrib\w+|rubric\w+|entr\w+|lunes|martes|miércoles|jueves|viernes)\b)",
        ),
        ("calendar", rf"\b{_WEEKDAY},? (?:día )?\(?<day>\)?"),
        ("calendar", r"<day>/<m>/<year>"),
        ("calendar", r"<day>\.<m>\.<year>"),
        ("calendar", r"<day>-<m>-<year>"),
        (
            "range",
            rf"\b<day>\s?(?:-|–|al|a|y|,)\s?<number> (?:de |del mes de ){_MONTH}{_OF_YEAR}",
        ),
        ("today", r"\bhoy(?: mismo)?(?:,? <weekday>(?!\w))?|\besta (?:mañana|tarde|noche|jornada)"),
        ("yesterday", r"\bayer(?:,? <weekday>(?!\w))?|\banoche"),
        ("day_before", r"\b(?:anteayer|antier|antes de ayer)"),
        ("tomorrow", r"(?<!la )(?<!esta )(?<!una )(?<!cada )\bmañana(?!\w)"),
        (
            "this_month",
            r"\b<day> (?:de los corrientes|del corriente(?! año)(?: mes)?|del presente(?: mes)?|de este mes|del mes en curso|del actual)(?! año)",
        ),
        ("this_month", r"\b(?:este|presente) mes(?!\w)|\bmes en curso|\blos corrientes"),
        (
            "last_month",
            r"\b(?:<day> del )?(?:mes pasado|pasado mes|último mes)(?! de \w+[eloy]\b)",
        ),
        ("next_month", r"\b(?:<day> del )?(?:próximo mes|mes próximo|mes entrante|mes que viene)(?! de \w+[eloy]\b)"),
        ("this_year", r"\b(?:este|presente) año(?!\w)|\baño en curso"),
        ("last_year", r"\baño pasado|\bpasado año"),
        ("earlier", r"\b(?P<months>mes) (?:anterior|previo|precedente)(?!\w)"),
        ("year_earlier", r"\b(?P<years>año) (?:anterior|previo|precedente)(?!\w)"),
        (
            "earlier",
            r"\b(?:una?|<number>) (?:(?P<days>días?)|(?P<weeks>semanas?)|(?P<months>mes(?:es)?)|(?P<years>años?)) "
            r"(?:antes|atrás)(?!\w| (?:de|del|que)(?!\w))",
        ),
        ("next_year", r"\bpróximo año|\baño (?:próximo|entrante|que viene)"),
        ("this_year", rf"\b(?:{_DAY} de )?<month>(?!\w) {_THIS_YEAR}"),
        ("last_year", rf"\b(?:{_DAY} de )?<month>(?!\w) {_LAST_YEAR}"),
        ("next_year", rf"\b(?:{_DAY} de )?<month>(?!\w) {_NEXT_YEAR}"),
        ("month_past", rf"\bpasado (?:<weekday>,? )?(?:día )?{_DAY} de <month>(?!\w){_NO_YEAR}"),
        ("month_past", rf"\b{_DAY} de <month>(?!\w) (?:pasado|último)"),
        ("month_past", rf"\b(?:pasado|último) (?:mes de )?{_MONTH}{_NO_YEAR}"),
        ("month_past", rf"{_MONTH} (?:pasado|último)"),
        ("month_next", rf"\bpróximo (?:<weekday>,? )?(?:día )?{_DAY} de <month>(?!\w){_NO_YEAR}"),
        ("month_next", rf"\b{_DAY} de <month>(?!\w) próximo"),
        ("month_next", rf"\bpróximo (?:mes de )?{_MONTH}{_NO_YEAR}"),
        ("month_next", rf"{_MONTH} próximo"),
        ("last_weekday", rf"\bpasado {_WEEKDAY}(?! \d)"),
        ("last_weekday", rf"\b{_WEEKDAY} pasado"),
        ("next_weekday", rf"\bpróximo {_WEEKDAY}(?! \d)"),
        ("next_weekday", rf"\b{_WEEKDAY} próximo"),
        ("weekday_last_week", rf"\b{_WEEKDAY} de la (?:semana (?:pasada|anterior)|pasada semana)"),
        ("weekday_next_week", rf"\b{_WEEKDAY} de la (?:próxima semana|semana (?:próxima|entrante|que viene))"),
        ("weekday", rf"\b(?:el|este|del|al|desde el) (?P<span>{_WEEKDAY})(?!,? (?:día )?\(?\d)"),
        (
            "ago",
            r"\bhace (?:una?|<number>) (?:(?P<days>días?)|(?P<weeks>semanas?)|(?P<months>mes(?:es)?)|(?P<years>años?))",
        ),
        ("calendar", rf"\b(?P<first_day>(?:primero|primer día(?: hábil)?|uno) (?:de|del mes de)) {_MONTH}{_OF_YEAR}"),
        ("calendar", rf"\b(?P<last_day>último día (?:hábil )?(?:de|del mes de)) {_MONTH}{_OF_YEAR}"),
        ("calendar", rf"\b(?:el|día) (?P<span><day>)(?=,? (?:y|e|o) (?:el |al )\d{{1,2}} de <month>(?!\w){_OF_YEAR})"),
        ("range", rf"\b(?P<first_day>primeros) <number> días de(?:l mes de)? {_MONTH}{_OF_YEAR}"),
        ("range", rf"\bsemana del? (?:lunes )?{_DAY} de {_MONTH}{_OF_YEAR}"),
        ("months", rf"\b{_MONTH}\s?(?:-|–|—|/|a|hasta)\s?{_SECOND}{_OF_YEAR}"),
        ("months", rf"\bentre {_MONTH} y {_SECOND}{_OF_YEAR}"),
        ("months", rf"\b{_MONTH} (?:de |del )?<year>\s?(?:-|–|—|a|hasta)\s?{_SECOND} (?:de |del )?<year2>"),
        ("months", rf"\bentre {_MONTH} (?:de |del )?<year> y {_SECOND} (?:de |del )?<year2>"),
        (
            "months_to",
            rf"\b<number> meses (?:a|hasta|terminados en|finalizados en|que terminaron en) (?:\w+ de )?{_MONTH}{_OF_YEAR}",
        ),
        (
            "year_to",
            rf"\b(?:año|ejercicio)(?: fiscal)? (?:terminado|finalizado|cerrado|concluido|que (?:terminó|finalizó|concluyó)) (?:el|en|a)(?: \d{{1,2}} de)? {_MONTH}{_OF_YEAR}",
        ),
        (
            "until_month",
            rf"\b(?:acumulad[oa]s?|lo que va del año|al (?:mes|cierre) de)(?: a| hasta)? {_MONTH}{_OF_YEAR}",
        ),
        ("months_to_now", rf"\b(?:desde|de) {_MONTH} (?:hasta|a) (?:ahora|hoy|la fecha|el momento|el presente)"),
        ("until_month", rf"(?-i:\bA) {_MONTH}{_OF_YEAR}(?=,| \w+ (?:exportaciones|importaciones|ventas|compras))"),
        ("first_months", rf"\bprimer[oa]s <number> meses{_OF_YEAR}"),
        ("first_months", rf"\b<number> primer[oa]s meses{_OF_YEAR}"),
        ("first_months", r"\b<number> meses (?:de|del) (?:año )?<year>"),
        ("first_quarters", rf"\bprimeros <number> trimestres{_OF_YEAR}"),
        ("first_quarters", rf"\b<number> primeros trimestres{_OF_YEAR}"),
        ("half", rf"\b<number>(?:er|do|\.?[º°])? semestre{_OF_YEAR}"),
        ("half", rf"\b<number> mitad(?= del? ){_OF_YEAR}"),
        ("quarter", rf"\b<number>(?:er|do|to|\.?[º°])? trimestre{_OF_YEAR}"),
        ("quarter", r"\b(?=[1-4])<number>T\s?(?:de )?<year>"),
        ("final_quarter", rf"\búltimo trimestre{_OF_YEAR}"),
        ("quadrimester", rf"\b<number>(?:er|do|\.?[º°])? cuatrimestre{_OF_YEAR}"),
        ("half", r"\ben el (?P<span>semestre)(?! (?:pasado|anterior|siguiente|próximo|de))"),
        ("hence", r"\ben <number> (?P<months>meses)(?! (?:de|del|a|hasta|anteriores|después|antes|más|desde)\b)"),
        ("bimester", rf"\b<number>(?:er|do|\.?[º°])? bimestre{_OF_YEAR}"),
        (
            "fiscal",
            r"\b(?:(?:año|ejercicio|periodo|período) (?:fiscal|financiero|económico|presupuestario|contable)(?: \w+)?|ejercicio) <year>(?:\s?[-–—/]\s?<year2>)?",
        ),
        (
            "fiscal",
            r"\b(?P<last_year>(?:último|pasado|anterior) (?:año|ejercicio) fiscal|(?:año|ejercicio) fiscal (?:pasado|anterior|previo))",
        ),
        (
            "fiscal",
            r"\b(?P<this_year>(?:este|presente|actual) (?:año|ejercicio) fiscal|(?:año|ejercicio) fiscal (?:actual|en curso))",
        ),
        (
            "so_far",
            r"\b(?:en )?lo que va (?:del? (?P<this_year>este año|presente año)|del año|de <year>)|\bacumulado (?:del año|anual)",
        ),
        (
            "this_year",
            r"\b(?:fin(?:es|al|ales)?|cierre|término|conclusión|comienzos?|inicios?|principios?|mediados|mitad|resto) (?:de|del|de este|del presente) año(?! (?:\d|que viene|próximo|pasado|anterior|entrante))",
        ),
        (
            "this_year",
            r"\bque (?:termine|acabe|concluya|finalice|culmine) el(?: presente)? año|\b(?:curso|transcurso) del(?: presente)? año(?! \d)",
        ),
        ("this_month", r"\b(?:comienzos|inicios|principios|mediados|fines|finales|fin) de mes"),
        (
            "season",
            rf"\b(?:en|el|la|este|esta|del?|para|durante) (?P<span>{_SEASON}{_OF_YEAR})(?! pasad| próxim| que viene)",
        ),
        ("last_season", rf"\bpasad[ao] {_SEASON}|\b(?:el|la|del) {_SEASON} (?:pasad|últim)[ao]"),
        ("next_season", rf"\bpróxim[ao] {_SEASON}|\b(?:el|la|del) {_SEASON} (?:próxim[ao]|que viene)"),
        ("until_month", rf"\bhasta (?:fines de |finales de )?{_MONTH}{_OF_YEAR}"),
        ("this_week", r"\b(?:esta|presente) semana|\bsemana en curso"),
        ("last_week", r"\bsemana (?:pasada|anterior)|\bpasada semana"),
        ("next_week", r"\bpróxima semana|\bsemana (?:próxima|entrante|que viene)"),
        ("last_weekday", rf"\b{_WEEKDAY} último"),
        (
            "hence",
            r"\bdentro de (?:una?|<number>) (?:(?P<days>días?)|(?P<weeks>semanas?)|(?P<months>mes(?:es)?)|(?P<years>años?))(?!\w)",
        ),
        ("day_after_tomorrow", r"\bpasado mañana(?!\w)"),
        ("holiday", r"\b(?P<new_year>año nuevo)(?!\w)|\b(?P<christmas>navidad(?:es)?)(?!\w)"),
        ("day_after", r"\b(?:al|el) día siguiente"),
        ("day_before_that", r"\bla víspera|\b(?:un|el) día (?:antes|anterior)(?!\w)"),
        (
            "same_day",
            r"\b(?:ese|el|del) mismo día|\bese día|\b(?:misma|dicha|esa) (?:misma )?(?:fecha|jornada)(?!\w)",
        ),
        ("same_month", r"\b(?:<day> )?(?:de ese(?: mismo)?|del mismo|de dicho) mes(?!\w)"),
        ("same_year", rf"\b(?:(?:{_DAY} de )?<month>(?!\w),? )?{_SAME_YEAR}|\b(?:ese|aquel)(?: mismo)? año(?!\w)"),
        (
            "later",
            r"\b(?:una?|<number>) (?:(?P<days>días?)|(?P<weeks>semanas?)|(?P<months>mes(?:es)?)|(?P<years>años?)) (?:después(?! de)|más tarde)",
        ),
        ("later", r"\b(?:al|el|en el) (?P<months>mes) siguiente(?! al?\b)"),
        ("year_after", rf"\b(?:{_DAY} de )?<month>(?!\w),? (?:del|en el) año siguiente"),
        ("year_after", r"\b(?:al|el|del|en el) año siguiente(?! al?\b)"),
        ("month_following", r"\b(?:en |el )?<month>(?!\w) siguiente"),
        (
            "after",
            rf"\b(?:una?|<number>)(?: \(\d+\))? (?:(?P<days>días?)|(?P<weeks>semanas?)|(?P<months>mes(?:es)?)|(?P<years>años?))(?: (?:naturales|calendario|corridos|hábiles))?,? {_AFTER_WHAT}",
        ),
        (
            "after",
            r"\b(?:transcurridos|pasados|cumplidos) (?:los )?<number>(?: \(\d+\))? (?:(?P<days>días?)|(?P<weeks>semanas?)|(?P<months>mes(?:es)?)|(?P<years>años?))(?!\w)",
        ),
        (
            "month_after",
            r"\b(?:el|al?) (?P<first_day>primer día) del (?:<number> )?mes (?:siguiente|posterior|que siga|que sigue)(?: a(?:l)?(?: (?:de )?(?:la|su|el) \w+)?)?",
        ),
    ),
)
