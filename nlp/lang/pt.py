"""Portuguese, of Brazil, Portugal, Africa and Macao."""

from nlp.lang.language import Cue, Language

_DAY = r"<day>(?:\.?[º°])?"
_DAY_MONTH = rf"\b{_DAY} de <month>(?!\w)"
_MONTH = r"\b(?=\w{4})<month>(?!\w)"
_WEEKDAY = r"\b(?=\w+-feira|sábado|domingo)<weekday>(?!\w)"
"""Full names: `quarta` alone is an ordinal too."""
_YEAR = r",? (?:de |do ano de )?<year>"
_NO_YEAR = r"(?!,? (?:de |do ano de )?(?:19|20)\d\d)"
_THIS_YEAR = r"(?:deste ano|do corrente ano|do presente ano|do ano em curso|do ano corrente)"
_LAST_YEAR = r"(?:do ano passado|do ano anterior|do passado ano)"
_NEXT_YEAR = r"(?:do próximo ano|do ano que vem|do ano seguinte)"

_SAME_YEAR = r"(?:(?:d|n)(?:esse|aquele)(?: mesmo)? ano|(?:d|n)o mesmo ano)"
_OF_YEAR = (
    rf"(?: (?P<this_year>{_THIS_YEAR})| (?P<last_year>{_LAST_YEAR})| (?P<next_year>{_NEXT_YEAR})"
    rf"| (?P<same_year>{_SAME_YEAR})|,? (?:de |do ano de |do ano |em )?<year>| do ano)?"
)
"""The year of a part of a year, in figures or told from the text's day."""
_SECOND = r"(?=\w{4})<month2>(?!\w)"
_UNIT = r"(?:(?P<days>dias?)|(?P<weeks>semanas?)|(?P<months>m[eê]s(?:es)?)|(?P<years>anos?))(?!\w)"
_SEASON = r"(?:(?P<spring>primavera)|(?P<summer>verão)|(?P<autumn>outono)|(?P<winter>inverno))(?!\w)"
_AFTER_WHAT = r"(?:depois|mais tarde|após|(?:contados|a contar|a partir|depois) d[ae] (?:sua |data )?\w+)"

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
    "escudos cabo-verdianos": "CVE", "pesos": "$", "pesos mexicanos": "MXN", "pesos argentinos": "ARS",
    "francos suíços": "CHF", "rands": "ZAR",
}  # fmt: skip

LANGUAGE = Language(
    code="pt",
    cues={
        Cue.ARRANGEMENT: (
            "{acordo*,arranjo*,convénio*,convênio*,protocolo*,memorando*,decisão,tratado*,pacto*} … reconhecimento* {mútuo*,recíproco*}",
            "{acordo*,arranjo*} … reconhecimento* {mútuo*,recíproco*} … {oea,operador*,programa*}",
            "{acordo*,arranjo*} … reconhec* {mutuamente,reciprocamente}",
            "{acordo*,arranjo*} {oea,de oea,arm,entre oea}",
            "reconhecimento* {mútuo*,recíproco*} … {oea,operador*,programa*}",
            "reconhecimento* {mútuo*,recíproco*}",
            "reconhec* {mutuamente,reciprocamente} … {oea,operador*,programa*}",
            "{mútuo reconhecimento,arm,arms,mra,mras,arm - oea}",
        ),
        Cue.PLAN: (
            "plano* {conjunto*,} de {trabalho,acção,ação,acções,ações,implementação}",
            "{plano*,programa} de {trabalho,acção,ação} conjunto*",
            "{roteiro*,mapa do caminho,calendário de trabalho,cronograma conjunto}",
            "carta* de {intenção,intenções}",
            "{declaração,memorando,protocolo,declarações} de {intenção,intenções}",
            "{declaração conjunta,comunicado conjunto}",
        ),
        Cue.LOOKALIKE: (
            "assistência {administrativa,aduaneira,} {mútua,recíproca}",
            "{acordo*,convenção,convénio*,convênio*} … assistência {administrativa,aduaneira,} {mútua,recíproca}",
            "{acordo*,memorando*,protocolo*,convénio*,convênio*} … {cooperação,assistência,colaboração}",
            "{de,da,na,sobre} {avaliação,avaliações} {de,da} conformidade",
            "avaliação da conformidade",
            "{acordo*,tratado*} … {livre comércio,comércio livre}",
            "{livre comércio,comércio livre,livre - comércio,parceria económica,parceria econômica,cepa}",
            "{dupla tributação,bitributação}",
            "certificado* de origem",
            "{acordo*,memorando*,protocolo*} … {intercâmbio,troca,partilha} de {informações,informação,dados}",
            "{intercâmbio,troca} {automático,automática,eletrônica,electrónica} de {informações,dados}",
            "{de,dos} {produtos orgânicos,produtos biológicos,diplomas,graus académicos,graus acadêmicos,títulos}",
            "{orgânicos,biológicos,diplomas,qualificações profissionais,habilitações profissionais}",
            "{de,dos,entre} {arquitetos,arquitectos,engenheiros,enfermeiros,contabilistas,contadores,advogados}",
            "boas práticas {de fabrico,de fabricação,agrícolas}",
            "{assinatura*,certificado*} {digital,digitais,eletrônic*,electrónic*,eletrónic*}",
            "{de,das} telecomunicações",
            "{carta de condução,cartas de condução,segurança social,previdência social}",
            "organização dos estados americanos",
        ),
        Cue.INSTRUMENT: (
            "{o,do,ao,este,um,segundo,terceiro,primeiro,referido,esse,novo,mencionado,deste,no} {acordo,arranjo,convénio,convênio,documento,instrumento,memorando,protocolo}",
            "{os,estes,dois,três,novos,vários,tais} {acordos,arranjos,instrumentos,documentos}",
            "{acordo,arranjo} {com,entre,bilateral}",
            "{a,esta,referida} decisão",
            "{memorando,protocolo}",
        ),
        Cue.PROGRAMME: (
            "{oea,oeas}",
            "operador* {econômico*,económico*} {autorizado*,certificado*}",
            "{linha azul,c - tpat,ctpat}",
        ),
        Cue.SIGN: (
            "{assina,assinam,assinou,assinaram,assinado,assinada,assinados,assinadas,assinar,assinando,assinatura,assinaturas,assinem,assinámos,assinamos}",
            "{assinará,assinarão,assinaria,assinariam,assinaremos}",
            "{firma,firmam,firmou,firmaram,firmado,firmada,firmados,firmadas,firmar,firmará,firmarão}",
            "{subscrev*,subscrit*,subscriç*}",
            "{rubric*}",
            "{celebrou,celebraram,celebrado,celebrada,celebrados,celebrar,celebram,celebra,celebração,celebrará,celebrarão}",
            "{outorg*}",
            "{sela,selam,selou,selaram,selado,selada,selar}",
            "{apôs,apuseram,apor,apõem,aposição} … assinatura*",
            "{conclui,concluem,concluiu,concluíram,concluído,concluída,concluir,conclusão}",
            "{adota*,adotou,adotaram,adopta*,adoptou,adoptaram,adoção,adopção}",
            "{formaliz*}",
            "{fech*,alcanç*,concretiz*,estabelec*} … {acordo*,arranjo*,reconhecimento}",
            "{acordaram,acordam,concordaram} em {reconhecer,reconhecerem}",
            "{aderiu,adere,aderiram,adesão,tornou - se parte,passou a integrar}",
            "{tem,têm,possui,existe} … reconhecimento mútuo",
            "{data de,remonta a}",
            "{lança,lançam,lançou,lançaram,lançado,lançamento}",
            "{troca,intercâmbio} de {notas,instrumentos,cartas}",
        ),
        Cue.AGREE_TEXT: (
            "{conclu*,finaliz*,encerr*,termin*,complet*} … {negociação,negociações,texto,redação,redacção,minuta}",
            "{conclusão,fim,encerramento} {da,das} {negociação,negociações}",
            "{negociação,negociações,texto,minuta} … {conclu*,finaliz*,encerrad*,acordad*,aprovad*,terminad*}",
            "{aprov*,autoriz*} … {assinatura,texto,minuta,proposta,celebração}",
            "{conselho de ministros,governo,conselho,gabinete} … {aprov*,autoriz*}",
            "{acordaram,acertaram,consensualizaram} {o,os} {texto,termos}",
        ),
        Cue.START_TALKS: (
            "{inici*,começ*,abr*,lanç*,arranc*,encet*,deram início,deu início} … {negociação,negociações,conversações,tratativas,consultas}",
            "{negociação,negociações,conversações,tratativas} … {inici*,começ*,arranc*,abert*}",
            "{início,abertura,começo,arranque,lançamento} … {negociação,negociações,conversações,tratativas,consultas}",
        ),
        Cue.FORCE: (
            "{entra,entram,entrou,entraram,entrar,entrada,entrando,entre,entrem} em {vigor,vigência,operação,funcionamento,aplicação}",
            "em {pleno,} {vigor,vigência,funcionamento}",
            "{vigora,vigoram,vigorar,vigorando,vigente,vigentes,vigência}",
            "{põe,põem,pôs,puseram,pôr,posto,posta} em {prática,vigor,marcha,execução,funcionamento,operação}",
            "{implement*}",
            "{implantad*,implantou,implantação}",
            "{produz,produzir,produzirá,produziu,surte,surtiu,surtir} {os,seus,} {efeito,efeitos}",
            "{efetivo,efetiva,efectivo,efectiva,operacional,aplicável,válido} {a partir,desde,em}",
            "{plenamente,totalmente} {operacion*,implement*,aplicad*,vigente}",
            "{aplica,aplicam,aplicou,aplicará,opera,operam} - se",
            "se {aplica,aplicam,aplicou,aplicará}",
            "{passou,passa,passaram,passará} a {vigorar,valer,aplicar,ser aplicado,operar,ser executado,produzir}",
            "{começ*,inici*} a {vigorar,aplicar*,operar,funcionar,ser aplicado,produzir,ser executado}",
            "{execução,execuções,executado,executada,aplicação provisória,plena aplicação,plena operação}",
            "{início,data} {da,de} {aplicação,vigência,operação,execução,implementação}",
        ),
        Cue.PILOT: (
            "{piloto,piloto -,pilotos,projeto - piloto,projecto - piloto,fase experimental,fase de teste,fase de testes,período experimental}",
        ),
        Cue.EXPAND: (
            "{ampli*,alarg*,estend*,extens*,expand*,expans*} … {âmbito,escopo,alcance,abrangência,acordo,arm,arranjo,reconhecimento,benefícios}",
            "{memorando,protocolo,acordo,arranjo} {de implementação,de execução,complementar,suplementar,adicional}",
            "{aditivo,adenda,termo aditivo}",
        ),
        Cue.SUSPEND: (
            "{suspend*,suspens*} … {acordo,arranjo,arm,reconhecimento}",
            "{acordo,arranjo,arm,reconhecimento} … {suspens*,suspend*}",
        ),
        Cue.TERMINATE: (
            "{denunci*,cessou,cessa,cessação,cessar,revog*,rescind*,extin*,pôs fim,põe fim} … {acordo,arranjo,arm,reconhecimento}",
            "{acordo,arranjo,arm,reconhecimento} … {sem efeito,deixou de,deixa de,deixará de,cessou,expirou,caducou,terminou,extint*,denunciado,revogado}",
        ),
        Cue.PLANNED: (
            "{vai,vão,irá,irão,deve,devem,deverá,deverão,deveria,prevê,preveem,prevêem,previsto,prevista,previstos,previstas}",
            "{espera,esperam,esperamos,espera - se,planeja,planejam,planeia,pretende,pretendem,busca,buscam,tenciona,tencionam,aspira,propõe,propõem}",
            "{deseja,desejam,quer,querem,intenção,ambiciona,comprometeram - se,compromete - se,visa assinar,visam assinar}",
            "{prestes a,em vias de,pronto para,prontos para,em fase de,em processo de}",
            "{com vista a,com vistas a,a fim de,com o objetivo de,com o objectivo de} {assinar,celebrar,concluir,implementar,negociar}",
            "{negoceia,negoceiam,negocia,negociam,em negociação,em negociações,em conversações,trabalha para,trabalham para,trabalhando}",
            "{em breve,brevemente,futuramente,no futuro,próximos meses,próximo ano,ano que vem,próximas semanas,futura,futuro}",
            "{será,serão,seria,seriam,poderá,poderão,poderia,entrará,entrarão,passará,passarão,produzirá}",
            "{assinará,assinarão,assinaria,assinaremos,firmará,firmarão,celebrará,celebrarão,concluirá,concluirão}",
            "{adotará,adotarão,adoptará,adoptarão,implementará,implementarão,iniciará,iniciarão,começará,começarão,aplicará}",
        ),
        Cue.DENIED: (
            "{não,nunca,nem,jamais,tampouco,nega,negou,negam,negaram,desmente,desmentiu,desmentiram,nenhum,nenhuma}",
            "{adia,adiou,adiado,adiada,adiamento,rejeit*,descart*,postergad*,atras*}",
            "sem {assinar,assinatura,acordo,reconhecimento,que,ter}",
        ),
        Cue.EARLIER: (
            "{após,depois de,depois dos,na sequência de,na sequência dos,além de,além do,além dos,para além,a par de,afora}",
            "{após,depois de,depois dos,além dos} {os,acordos,os acordos,outros,} {já,} {assinad*,firmad*,celebrad*,subscrit*,concluíd*}",
            "{já,anteriormente,previamente} {assinad*,firmad*,celebrad*,subscrit*}",
            "{anteriormente,previamente,antes dos,já tinha,já tem,já têm,já possui,já havia,já mantém}",
            "{junta - se a,junta - se ao,juntam - se a,soma - se a,soma - se aos,somando - se,juntando - se,assim como,bem como,a exemplo de}",
        ),
        Cue.BOTH: (
            "{ambas as,ambos os,as duas,os dois,dois,duas} {partes,países,alfândegas,aduanas,administrações,agências,governos,autoridades,economias,instituições,lados,territórios,serviços}",
            "{as partes,entre si,bilateral,bilaterais,mutuamente,ambas,ambos}",
        ),
        Cue.PARTNERS: (
            "{tem,têm,possui,conta,mantém,detém,assinou,firmou,celebrou,assinado} … {acordos,acordo,arranjos,arm,arms} … com",
            "{arm,arms,acordos,arranjos,reconhecimento mútuo} … {com,incluem}",
            "{parceiros,parceiro} … {são,incluem}",
        ),
        Cue.TRADE: (
            "{comércio,intercâmbio} {total,bilateral,exterior,externo,global,comercial}",
            "{comércio,trocas} {bilateral,externo,exterior,} de {mercadorias,bens}",
            "{corrente de comércio,trocas comerciais,fluxo comercial,fluxo de comércio,volume de comércio,volume do comércio,valor do comércio}",
            "{exportações e importações,importações e exportações,importação e exportação,exportação e importação}",
            "{comércio com,comércio entre,trocas,comércio}",
        ),
        Cue.EXPORT: (
            "{exportação,exportações,exporta,exportam,exportou,exportaram,exportado,exportados,exportadas,exportar}",
            "{vendas para,vendas ao exterior,vendas externas,embarques para,envios para,vendeu}",
        ),
        Cue.IMPORT: (
            "{importação,importações,importa,importam,importou,importaram,importado,importados,importadas,importar}",
            "{compras de,compras do exterior,compras externas,comprou}",
        ),
        Cue.UP: (
            "{aument*,increment*,crescimento,cresceu,cresceram,cresce,crescem,crescendo,crescido,sobe,sobem,subiu,subiram,subida,alta,elevação,acréscimo}",
            "{superior*,avanç*,expansão,expandiu,ganho,a mais,mais do que,mais que,acima}",
        ),
        Cue.DOWN: (
            "{diminu*,queda,quedas,caiu,caíram,cai,caem,cair,baixa,baixou,baixaram,descida,desceu,desceram,redução,reduz*,decréscimo,decresc*}",
            "{recu*,retraiu,retração,retracção,contração,contracção,inferior*,menos,abaixo,quebra}",
        ),
        Cue.NOT_YOY: (
            "{mês anterior,mês passado,trimestre anterior,mensal,trimestral,em cadeia,em termos mensais}",
            "{em média,média anual,médio anual,média de,ao ano desde,por ano desde,desde 20*,última década,década,últimos anos,dobrou,dobraram,duplic*,triplic*,quintuplic*,vezes}",
        ),
        Cue.NO_FIGURE: (
            "{défice,déficit,superávit,superavit,excedente,saldo,balança comercial,meta,previsão,projeção,projecção,estima - se,espera - se,limite,teto,tecto}",
            "{investimento,investimentos,pib,produto interno bruto,ide,receitas,arrecad*,multa*,tarifas,impostos,direitos aduaneiros,tributos}",
            "{apreen*,cocaína,droga*,contrabando,economia de,poupança,ajuda,empréstimo,crédito,orçamento,dívida}",
        ),
        Cue.COUNTRIES: ("{países,país,nações,nação}",),
        Cue.ECONOMIES: ("{economias,economia,parceiros,parceiro,jurisdições,territórios aduaneiros}",),
        Cue.ARRANGEMENTS: ("{acordos,acordo,arranjos,arranjo,arm,arms,mra,mras,reconhecimentos,reconhecimento mútuo}",),
        Cue.COMPANIES: (
            "{empresas,empresa,companhias,companhia,operadores,operador,exportadores,exportadoras,importadores,importadoras,intervenientes}",
            "{entidades,sociedades,firmas,participantes,certificadas,oeas,titulares}",
        ),
        Cue.MEASURES: ("{medidas,medida,benefícios,facilidades,facilitações,vantagens,incentivos}",),
        Cue.SHARE: (
            "{do,das,dos,de suas,das suas} … {comércio,exportações,importações,trocas,vendas}",
            "{do total,participação de,quota de,cota de,fatia de,proporção,participação do}",
        ),
        Cue.RANK: (
            "{maior,principal,primeiro,segundo,terceiro,quarto,quinto,sexto,sétimo,oitavo,nono,décimo} {parceiro comercial,parceiro,mercado,destino,fornecedor,comprador,cliente}",
            "{segundo,terceiro,quarto,quinto} {maior,principal} {parceiro,parceiro comercial,mercado,destino,fornecedor}",
            "{maior,principal,segunda maior,terceira maior} {origem,fonte}",
            "{parceiro comercial,mercado,fornecedor} {mais importante,número um}",
            "{primeiro,segundo,terceiro,quarto,quinto,sexto,sétimo,oitavo,nono,décimo} lugar",
            "{primeira,segunda,terceira,quarta,quinta,sexta,sétima,oitava,nona,décima} {posição,colocação}",
            "{mais do que qualquer outro,mais do que nenhum outro,número um,maior número de}",
        ),
        Cue.RANK_WORD: ("{maior,principal,líder,mais importante}",),
        Cue.BELT_AND_ROAD: (
            "{faixa e rota,faixa e a rota,faixa e uma rota,cinturão e rota,cinturão e a rota,uma faixa,rota da seda}",
        ),
    },
    benefits={
        "reduced_inspection": (
            "{menor*,menos,redu*,diminu*} … {inspeção,inspeções,inspecção,inspecções,conferência*,verificaç*,fiscalizaç*,controlo*,controle*,exame*}",
            "{inspeção,inspeções,inspecção,inspecções,controlos,controles,verificaç*} … {reduzid*,menos frequentes}",
        ),
        "priority_inspection": (
            "{prioridade,prioritári*,preferencial*} … {inspeção,inspeções,inspecção,inspecções,conferência*,verificaç*,exame*,controlo,controle}",
            "{inspeção,inspecção,inspeções,inspecções,conferência,verificação} … {prioritári*,com prioridade}",
        ),
        "priority_clearance": (
            "{prioridade,prioritári*,preferencial*,ágil,rápid*,agiliz*,aceler*,simplificad*,expedit*,célere} … {desembaraço,despacho*,desalfandegamento,liberação,desalfandegar}",
            "{desembaraço,despacho*,desalfandegamento,liberação} … {prioritári*,preferencial,ágil,rápid*,célere,simplificad*,acelerad*,expedit*}",
        ),
        "liaison_contact": (
            "{ponto,pontos,oficial,agente,funcionário,pessoa} de {contato,contacto,ligação,enlace}",
            "{interlocutor*,coordenador designado,contato direto,contacto directo,gestor de conta}",
        ),
        "priority_recovery": (
            "{após,depois de,retom*,restabelec*,recuperação} … {interrup*,perturbaç*,crise*,disrup*,contingência*}",
            "{retoma,retomada,recuperação} do {comércio,fluxo}",
        ),
        "reduced_documents": (
            "{menos,menor*,redu*,simplific*,diminu*} … {documentos,documentação,formalidades,exigências,requisitos,papelada,dados}",
        ),
        "risk_assessment": (
            "{menor,baixo,redu*,favorável} … {risco,riscos}",
            "{avaliação,análise,perfil,pontuação} … {risco,riscos} … {favorável,menor,reduzido}",
        ),
    },
    decimal_comma=True,
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
    months={"marco": 3},
    weekdays={"segunda": 0, "terça": 1, "quarta": 2, "quinta": 3, "sexta": 4, "terca-feira": 1, "sabado": 5},
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
        ("range", rf"\b<day>\s?(?:-|–|a|e|ao)\s?<number> de {_MONTH}{_OF_YEAR}(?!,? respectivamente)"),
        ("today", r"\bhoje(?!\w)(?:,? <weekday>(?!\w))?|\besta (?:manhã|tarde|noite)"),
        ("yesterday", r"\bontem(?!\w)(?:,? <weekday>(?!\w))?"),
        ("day_before", r"\banteontem|\bantes de ontem"),
        ("tomorrow", r"\bamanhã(?!\w)"),
        (
            "this_month",
            r"\b<day> (?:do corrente(?: mês)?|deste mês|do presente mês|do mês corrente|do mês em curso)(?! ano)(?! de \w)",
        ),
        ("this_month", r"\b(?:este|neste|deste|corrente|presente) mês(?!\w)|\bmês (?:corrente|em curso)(?!\w)"),
        ("last_month", r"\b(?:<day> do )?(?:mês passado|passado mês|mês anterior|último mês)(?! de \w)"),
        ("next_month", r"\b(?:<day> do )?(?:próximo mês|mês que vem)(?! de \w)"),
        ("this_year", r"\b(?:este|neste|deste) ano(?!\w)|\bcorrente ano|\bpresente ano|\bano em curso"),
        ("last_year", r"\bano (?:passado|anterior)|\bpassado ano"),
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
        ("calendar", r"\b<day>(?=(?:, \d{1,2})* e \d{1,2} de <month>(?!\w)(?: de <year>)?,? respectivamente)"),
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
        ("until_month", rf"\b(?:no )?(?:ano|acumulado)(?: do ano| no ano)?,? até {_MONTH}{_OF_YEAR}"),
        ("first_months", rf"\bprimeiros <number> meses{_OF_YEAR}"),
        ("first_months", rf"\b<number> primeiros meses{_OF_YEAR}"),
        ("first_months", r"\b<number> meses (?:de|do ano de) <year>"),
        ("first_quarters", rf"\bprimeiros <number> trimestres{_OF_YEAR}"),
        ("first_quarters", rf"\b<number> primeiros trimestres{_OF_YEAR}"),
        ("half", rf"\b<number>[º°]? semestre{_OF_YEAR}"),
        ("half", rf"\b<number> metade(?= d){_OF_YEAR}"),
        ("quarter", rf"\b<number>[º°]? trimestre{_OF_YEAR}"),
        ("quarter", r"\b(?=[1-4])<number>T\s?(?:de )?<year>"),
        ("final_quarter", rf"\búltimo trimestre{_OF_YEAR}"),
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
        ("after", rf"\b(?:uma?|<number>)(?: \(\d+\))? {_UNIT},? {_AFTER_WHAT}"),
        ("after", rf"\b(?:decorridos|passados|transcorridos|volvidos) (?:os )?<number>(?: \(\d+\))? {_UNIT}"),
        ("after", rf"\b<number>(?: \(\d+\))? {_UNIT} (?:decorridos|passados|volvidos)"),
        (
            "month_after",
            r"\b(?P<first_day>primeiro dia|dia 1|1[º°] dia) do (?:<number> )?mês (?:seguinte|subsequente|posterior)(?: (?:ao|à) (?:da |de sua |data d[ae] )?\w+)?",
        ),
    ),
)
