"""Portuguese, of Brazil, Portugal, Africa and Macao."""

from nlp.lang.language import NO_LATIN, Gate, Language, Terms, joined

_DAY = r"<day>(?:\.?[º°])?"
_DAY_MONTH = rf"\b{_DAY} de <month>(?!\w)"
_MONTH = r"\b(?=\w{4})<month>(?!\w)"
_WEEKDAY = r"\b(?=\w+-feira|sábado|domingo)<weekday>(?!\w)"
"""Full names: `quarta` alone is an ordinal too."""
_YEAR = r",? (?:de |do ano de )?<year>"
_NO_YEAR = r"(?!,? (?:de |do ano de )?(?:19|20)\d\d)"
_THIS_YEAR = r"(?:deste ano|do corrente ano|do presente ano|do ano em curso|do ano corrente)"
_LAST_YEAR = r"(?:do ano passado|do ano anterior|do passado ano)"
_NEXT_YEAR = r"(?:do próximo ano|do ano que vem)"

_SAME_YEAR = r"(?:(?:d|n)(?:esse|aquele)(?: mesmo)? ano|(?:d|n)o mesmo ano)"
_OF_YEAR = (
    rf"(?: (?P<this_year>{_THIS_YEAR})| (?P<last_year>{_LAST_YEAR})| (?P<next_year>{_NEXT_YEAR})"
    rf"| (?P<same_year>{_SAME_YEAR})|,? (?:de |do ano de |do ano |em )?<year>| do ano)?"
)
"""The year of a part of a year, in figures or told from the text's day."""
_SECOND = r"(?=\w{4})<month2>(?!\w)"
_UNIT = r"(?:(?P<days>dias?)|(?P<weeks>semanas?)|(?P<months>m[eê]s(?:es)?)|(?P<years>anos?))(?!\w)"
_SEASON = r"(?:(?P<spring>primavera)|(?P<summer>verão)|(?P<autumn>outono)|(?P<winter>inverno))(?!\w)"
_AFTER_WHAT = r"(?:após|(?:contados|a contar|a partir|depois) d[ae] (?:sua |data )?\w+)"

_TENS = dict(
    zip("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split(), range(20, 100, 10), strict=True)
)
_UNITS = dict(
    zip("um uma dois duas três quatro cinco seis sete oito nove".split(), (1, 1, 2, 2, *range(3, 10)), strict=True)
)
_ORDINALS = "primeir segund terceir quart quint sext sétim oitav non décim".split()

_SCALES = {
    "mil": 1e3, "milhares": 1e3, "milhão": 1e6, "milhões": 1e6, "milhao": 1e6, "milhoes": 1e6, "mi": 1e6, "mm": 1e6,
    "bilhão": 1e9, "bilhões": 1e9, "bilhoes": 1e9, "bi": 1e9, "trilhão": 1e12, "trilhões": 1e12, "tri": 1e12,
    "bilião": 1e12, "biliões": 1e12,
}  # fmt: skip
_CURRENCIES = {
    "dólares": "USD", "dólar": "USD", "dólares americanos": "USD", "dólares norte-americanos": "USD",
    "dólares estadunidenses": "USD", "dólares dos estados unidos": "USD", "dólares dos eua": "USD",
    "dólares canadenses": "CAD", "dólares canadianos": "CAD", "dólares australianos": "AUD",
    "dólares de hong kong": "HKD", "dólares de singapura": "SGD", "reais": "BRL", "real": "BRL", "patacas": "MOP",
    "pataca": "MOP", "euros": "EUR", "euro": "EUR", "renminbis": "CNY", "renminbi": "CNY", "yuans": "CNY",
    "yuan": "CNY", "yuanes": "CNY", "ienes": "JPY", "iénes": "JPY", "wons": "KRW", "libras": "GBP",
    "libras esterlinas": "GBP", "rupias": "INR", "rublos": "RUB", "meticais": "MZN", "kwanzas": "AOA",
    "escudos cabo-verdianos": "CVE", "pesos": "unit:peso", "pesos mexicanos": "MXN", "pesos argentinos": "ARS",
    "francos suíços": "CHF", "rands": "ZAR",
}  # fmt: skip

LANGUAGE = Language(
    code="pt",
    gate=Gate(
        aeo=Terms.of(
            *joined("operador |operadores ", "econômico|econòmico|económico|autorizad|confiá"),
            oea=rf"{NO_LATIN}OEAS?(?![A-Za-z])",
        ),
        operators=Terms.of(*joined("reconhecimento ", "de |dos ", "operadores|empresas")),
        recognition=Terms.of("reconhecimento mútuo", "reconhecimento mutuo", arm=r"(?-i:\bARM\b)"),
        trade=Terms.of("exportaç", "importaç", "corrente de com"),
        customs=Terms.of(
            *("alfândeg", "alfandeg", "aduan", "receita federal", "autoridade tributária"),
            "administração geral tributária",
        ),
        recognised=Terms.of(reconhec=r"\breconhec\w"),
        agreed=r"\bacordo",
    ),
    head_first=True,
    belt_and_road=r"faixa e rota|cinturão e rota",
    falls=r"ca[íi]\w*|queda\w*|recu\w*|diminu\w*|redu\w*|retra\w*|menos|inferior\w*|baix\w*|decresc\w*|encolh\w*|quebra\w*|abaixo|desce[mur]?|desceram|descidas?|tombo|menor\w*",
    rises=r"cresc\w*|aument\w*|subi\w*|altas?|mais|superior\w*|avanç\w*|expan\w*|increment\w*|acima|maior\w*|acréscim\w*",
    sequential=r"(?:que em|relação a|frente a|ante|sobre) (?:o mês de )?<month>(?! ?[-–—]| (?:de |do )?(?:19|20|ano|passado|a\b))|(?:que|relação|frente|ante|sobre|comparação)[\w ]{0,12} (?:mês|trimestre) anterior|mês a mês",
    decimal_comma=True,
    fractions={
        "metade": 2,
        "terço": 3,
        "terços": 3,
        "quarto": 4,
        "quartos": 4,
        "quarta parte": 4,
        "quinto": 5,
        "quintos": 5,
        "quinta parte": 5,
        "décimo": 10,
        "décimos": 10,
    },
    numbers=dict(
        zip(
            "zero dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove".split(),
            (0, *range(2, 20)),
            strict=True,
        )
    )
    | {"duas": 2, "quatorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19, "cem": 100}
    | _TENS
    | {f"{ten} e {unit}": tens + units for ten, tens in _TENS.items() for unit, units in _UNITS.items()},
    ordinals={f"{stem}{ending}": i for i, stem in enumerate(_ORDINALS, 1) for ending in ("o", "a")}
    | {f"décimo {stem}o": i for i, stem in enumerate(_ORDINALS[:9], 11)}
    | {f"décima {stem}a": i for i, stem in enumerate(_ORDINALS[:9], 11)}
    | {"vigésimo": 20, "vigésima": 20},
    scales=_SCALES,
    currencies=_CURRENCIES,
    weekdays={"segunda": 0, "terça": 1, "quarta": 2, "quinta": 3, "sexta": 4, "terca-feira": 1, "sabado": 5},
    worldwide=r"(?:exportações|importações) totais|total das (?:exportações|importações)|comércio exterior",
    a_day=r"\b(?:ao|por) dia\b|\bdiári[oa]s?\b",
    to_come=r"\bpróximos (?:\w+ )?(?:anos|meses)|\bpróxima década",
    operators=r"\b(?:empresas|operadores) (?:OEA|certificad|autorizad|económicos autorizados|econômicos autorizados)",
    or_else=r"(?:ou|ou seja|o equivalente a|equivalentes? a)(?: (?:cerca de|aproximadamente|quase|uns))?",
    compared_with=r"contra|ante|frente a|após|depois de|desde|comparad[oa]s? com|em comparação com",
    respectively=r"\brespectivamente\b",
    such_as=r"entre eles|entre elas|entre os quais|como|incluindo|tais como",
    dates=(
        ("calendar", rf"(?:\b<weekday>,? )?(?:dia )?{_DAY_MONTH}{_YEAR}"),
        ("calendar", rf"(?:\b<weekday>,? )?(?:dia )?{_DAY_MONTH}"),
        ("calendar", rf"(?:hoje|ontem|amanhã),? \(?(?:<weekday>,? )?(?:dia )?{_DAY_MONTH}(?:,? de <year>)?\)?"),
        ("calendar", r"\b<day> dias do mês de <month>(?: (?:de|do ano de) <year>)?"),
        ("calendar", rf"{_MONTH},? (?:de |do ano de )?<year>"),
        ("calendar", r"\b<month>(?!\w)[-/]<year>"),
        (
            "calendar",
            rf"\b(?:em|desde|durante|até|para|a partir de|mês de|de|e|a|entre|meados de|finais de) (?<!Rio de )(?P<span>{_MONTH}){_NO_YEAR}",
        ),
        ("calendar", r"\bdia (?P<span><day>)(?! d[eo] \w)"),
        ("calendar", rf"{_WEEKDAY},? (?:dia )?\(?<day>\)?(?!/)"),
        ("calendar", r"\b(?:n?esta|desta) (?P<span><weekday>(?:-feira)?,? (?:dia )?\(?<day>\)?)(?!/)"),
        ("calendar", r"\b(?:ontem|hoje),? \((?P<span><day>)\)"),
        ("calendar", r"<day>[º°]?/<m>/<year>"),
        ("calendar", r"<day>\.<m>\.<year>"),
        ("calendar", r"<day>-<m>-<year>"),
        ("range", rf"\b<day>\s?(?:-|–|a|e|ao)\s?<number> de {_MONTH}{_OF_YEAR}"),
        ("today", r"\bhoje(?!\w)(?:,? <weekday>(?!\w))?|\besta (?:manhã|tarde|noite)"),
        ("yesterday", r"\bontem(?!\w)(?:,? <weekday>(?!\w))?"),
        ("day_before", r"\banteontem|\bantes de ontem"),
        ("tomorrow", r"\bamanhã(?!\w)"),
        (
            "this_month",
            r"\b<day> (?:do corrente(?: mês)?|deste mês|do presente mês|do mês corrente|do mês em curso)(?! ano)(?! de \w)",
        ),
        ("this_month", r"\b(?:este|neste|deste|corrente|presente) mês(?!\w)|\bmês (?:corrente|em curso)(?!\w)"),
        ("last_month", r"\b(?:<day> do )?(?:mês passado|passado mês|último mês)(?! de \w)"),
        ("next_month", r"\b(?:<day> do )?(?:próximo mês|mês que vem)(?! de \w)"),
        ("this_year", r"\b(?:este|neste|deste) ano(?!\w)|\bcorrente ano|\bpresente ano|\bano em curso"),
        ("last_year", r"\bano passado|\bpassado ano"),
        ("earlier", r"\b(?P<months>mês) (?:anterior|precedente)(?!\w)"),
        ("year_earlier", r"\b(?P<years>ano) (?:anterior|precedente)(?!\w)"),
        (
            "earlier",
            r"\b(?:uma?|<number>) (?:(?P<days>dias?)|(?P<weeks>semanas?)|(?P<months>m[eê]s(?:es)?)|(?P<years>anos?)) "
            r"antes(?!\w| (?:de|do|da|que)(?!\w))",
        ),
        ("next_year", r"\bpróximo ano|\bano que vem"),
        ("this_year", rf"\b(?:{_DAY} de )?<month>(?!\w) {_THIS_YEAR}"),
        ("last_year", rf"\b(?:{_DAY} de )?<month>(?!\w) {_LAST_YEAR}"),
        ("next_year", rf"\b(?:{_DAY} de )?<month>(?!\w) {_NEXT_YEAR}"),
        ("month_past", rf"\b(?:passado|último) (?:dia )?{_DAY} de <month>(?!\w){_NO_YEAR}"),
        ("month_past", rf"\b{_DAY} de <month>(?!\w) (?:passado|último|p\.p\.)"),
        ("month_past", rf"\b(?:passado|último) (?:mês de )?{_MONTH}{_NO_YEAR}"),
        ("month_past", rf"{_MONTH} (?:passado|último)"),
        ("month_next", rf"\bpróximo (?:dia )?{_DAY} de <month>(?!\w){_NO_YEAR}"),
        ("month_next", rf"\b{_DAY} de <month>(?!\w) próximo"),
        ("month_next", rf"\bpróximo (?:mês de )?{_MONTH}{_NO_YEAR}"),
        ("month_next", rf"{_MONTH} próximo"),
        ("last_weekday", r"\b(?:última|último|passada|passado) <weekday>(?!\w)(?:,? (?:dia )?\(?<day>\)?)?"),
        ("last_weekday", rf"{_WEEKDAY} (?:passada|passado|última)"),
        ("next_weekday", r"\b(?:próxima|próximo) <weekday>(?!\w)(?:,? (?:dia )?\(?<day>\)?)?"),
        ("next_weekday", rf"{_WEEKDAY} (?:próxima|próximo)"),
        ("weekday_last_week", rf"{_WEEKDAY} da (?:semana (?:passada|anterior)|última semana)"),
        ("weekday_next_week", rf"{_WEEKDAY} da (?:próxima semana|semana que vem|semana próxima)"),
        (
            "weekday",
            rf"\b(?:na|no|nesta|neste|esta|este|desde|da|do) (?P<span>{_WEEKDAY})(?!,? (?:dia )?\(?\d| passad| próxim)",
        ),
        ("weekday", r"\b(?:nesta|desta) (?P<span><weekday>(?!\w))(?!-feira|,? (?:dia )?\(?\d)"),
        (
            "ago",
            r"\bhá (?:uma?|<number>) (?:(?P<days>dias?)|(?P<weeks>semanas?)|(?P<months>m[eê]s(?:es)?)|(?P<years>anos?))",
        ),
        ("calendar", rf"\b(?P<first_day>(?:primeiro|primeiro dia(?: útil)?) (?:de|do mês de)) {_MONTH}{_OF_YEAR}"),
        ("calendar", rf"\b(?P<last_day>último dia (?:útil )?(?:de|do mês de)) {_MONTH}{_OF_YEAR}"),
        (
            "calendar",
            r"\b(?:dia|em|a|e) (?P<span><day>)(?=,? e (?:em |a |no dia )\d{1,2} de <month>(?!\w)(?: de <year>)?)",
        ),
        ("range", rf"\b(?P<first_day>primeiros) <number> dias de {_MONTH}{_OF_YEAR}"),
        ("range", rf"\bsemana de {_DAY} de {_MONTH}{_OF_YEAR}"),
        ("calendar", r"\b(?:n[ao]|d[ao]|última|último) (?P<span><weekday>(?:-feira)?,? \(<day>\))"),
        ("months", rf"{_MONTH}\s?(?:-|–|—|/|a|até)\s?(?:final de )?{_SECOND}{_OF_YEAR}"),
        ("months", rf"\bentre {_MONTH} e {_SECOND}{_OF_YEAR}"),
        ("months", rf"{_MONTH} (?:de )?<year>\s?(?:-|–|—|a|até)\s?{_SECOND} (?:de )?<year2>"),
        ("months", rf"\bentre {_MONTH} (?:de )?<year> e {_SECOND} (?:de )?<year2>"),
        ("months_to", rf"\b<number> meses (?:até|a|terminados em|encerrados em|findos em) {_MONTH}{_OF_YEAR}"),
        (
            "year_to",
            rf"\b(?:ano|exercício)(?: fiscal)? (?:encerrado|terminado|findo|finalizado|que (?:terminou|encerrou|se encerrou)) em(?: \d{{1,2}} de)? {_MONTH}{_OF_YEAR}",
        ),
        (
            "until_month",
            rf"\b(?:acumulad[oa]s?(?: do ano| no ano)?|exportações(?: \w+)?|importações(?: \w+)?|vendas|compras|bens|comércio),? até {_MONTH}{_OF_YEAR}",
        ),
        ("months_to_now", rf"\b(?:desde|de) {_MONTH} (?:até|a) (?:agora|hoje|o momento|à data|ao presente|esta data)"),
        ("until_month", rf"\b(?:no )?(?:ano|acumulado)(?: do ano| no ano)?,? até {_MONTH}{_OF_YEAR}"),
        ("first_months", rf"\bprimeiros <number> meses{_OF_YEAR}"),
        ("first_months", rf"\b<number> primeiros meses{_OF_YEAR}"),
        ("first_months", r"\b<number> meses (?:de|do ano de) <year>"),
        ("first_quarters", rf"\bprimeiros <number> trimestres{_OF_YEAR}"),
        ("first_quarters", rf"\b<number> primeiros trimestres{_OF_YEAR}"),
        ("half", rf"\b<number>(?:\.?[º°])? semestre{_OF_YEAR}"),
        ("half", rf"\b<number> metade(?= d){_OF_YEAR}"),
        ("quarter", rf"\b<number>(?:\.?[º°])? trimestre{_OF_YEAR}"),
        ("quarter", r"\b(?=[1-4])<number>T\s?(?:de )?<year>"),
        ("final_quarter", rf"\búltimo trimestre{_OF_YEAR}"),
        ("quadrimester", rf"\b<number>(?:\.?[º°])? quadrimestre{_OF_YEAR}"),
        ("half", r"\bno (?P<span>semestre)(?! (?:passado|anterior|seguinte|que vem|de))"),
        ("hence", r"\bem <number> (?P<months>meses)(?! (?:de|do|a|até|anteriores|depois|antes|mais|desde)\b)"),
        ("bimester", rf"\b<number>[º°]? bimestre{_OF_YEAR}"),
        (
            "fiscal",
            r"\b(?:ano|exercício) (?:fiscal|financeiro|económico|econômico|orçamental|orçamentário)(?: \w+)? (?:de )?<year>(?:\s?[-–—/]\s?<year2>)?",
        ),
        ("fiscal", r"\b(?P<last_year>(?:último|passado|anterior) ano fiscal|ano fiscal (?:passado|anterior))"),
        ("so_far", r"\bacumulad[oa] (?:do|no|deste|neste) ano|\b(?:desde o início|no decurso) do ano(?! de \d)"),
        (
            "this_year",
            r"\b(?:fim|fins|final|finais|início|começo|meados|metade|decorrer|decurso|término|resto|virada) (?:de|do) ano(?! (?:de \d|que vem|passado|anterior|seguinte|próximo))",
        ),
        (
            "this_year",
            r"\bque (?:termine|acabe|se encerre|finde) o(?: presente)? ano|\bo ano (?:acabe|termine|acabar|terminar)",
        ),
        (
            "this_month",
            r"\b(?:início|inícios|começo|meados|fim|fins|final|finais) d[eo] mês(?! (?:de |passad|anterior|que vem))",
        ),
        (
            "season",
            rf"\b(?:n?[oa]|d[oa]|n?est[ea]|dest[ea]|durante [oa]) (?P<span>{_SEASON}{_OF_YEAR})(?! passad| próxim| que vem)",
        ),
        ("last_season", rf"\b(?:passad|últim)[ao] {_SEASON}|\b(?:[oa]|n[oa]) {_SEASON} passad[ao]"),
        ("next_season", rf"\bpróxim[ao] {_SEASON}|\b(?:[oa]|n[oa]) {_SEASON} (?:próxim[ao]|que vem)"),
        ("until_month", rf"\baté (?:ao? )?(?:final de |fins de |fim de )?{_MONTH}{_OF_YEAR}"),
        ("this_week", r"\b(?:n|d)?esta semana"),
        ("last_week", r"\bsemana (?:passada|anterior)|\b(?:última|passada) semana"),
        ("next_week", r"\bpróxima semana|\bsemana que vem"),
        ("last_weekday", rf"{_WEEKDAY} (?:finda|findo|último)(?!\w)"),
        ("hence", rf"\b(?:dentro de|daqui a) (?:uma?|<number>) {_UNIT}"),
        ("day_after_tomorrow", r"\bdepois de amanhã"),
        ("holiday", r"\b(?P<new_year>ano novo)(?!\w)|\b(?P<christmas>natal)(?!\w)"),
        ("day_after", r"\b(?:no )?dia seguinte"),
        ("day_before_that", r"\b(?:na )?véspera|\b(?:no )?dia anterior"),
        ("same_day", r"\b(?:n|d)?(?:esse|aquele) mesmo dia|\b(?:no|do|ao) mesmo dia|\b(?:na|da) mesma data"),
        ("same_month", r"\b(?:<day> )?(?:d(?:esse|aquele)(?: mesmo)?|do mesmo) mês"),
        ("same_year", rf"\b(?:(?:{_DAY} de )?<month>(?!\w) )?{_SAME_YEAR}"),
        ("later", rf"\b(?:uma?|<number>) {_UNIT} (?:depois(?! d[aeo]s?\b)|mais tarde)"),
        ("later", r"\b(?:no|o) (?P<months>mês) seguinte(?! (?:ao|à)\b)"),
        ("year_after", rf"\b(?:{_DAY} de )?<month>(?!\w),? (?:do|no) ano seguinte"),
        ("year_after", r"\b(?:no|o|do) ano seguinte(?! (?:ao|à)\b)"),
        ("month_following", r"\b(?:em )?<month>(?!\w) seguinte"),
        ("after", rf"\b(?:uma?|<number>)(?: \(\d+\))? {_UNIT},? {_AFTER_WHAT}"),
        ("after", rf"\b(?:decorridos|passados|transcorridos|volvidos) (?:os )?<number>(?: \(\d+\))? {_UNIT}"),
        ("after", rf"\b<number>(?: \(\d+\))? {_UNIT} (?:decorridos|passados|volvidos)"),
        (
            "month_after",
            r"\b(?P<first_day>primeiro dia|dia 1|1[º°] dia) do (?:<number> )?mês (?:seguinte|subsequente|posterior)(?: (?:ao|à) (?:da |de sua |data d[ae] )?\w+)?",
        ),
    ),
)
