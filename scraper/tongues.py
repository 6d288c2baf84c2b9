"""What the written languages of the world's newspapers look like, for telling encodings apart.

An alphabet is given with its commonest letter first; the order alone is enough, because the letters of any
language follow one law (see `guess.py`). The characters of the East are given as classes with their share of a
text: the commonest ones, and the rows of the national standard that the others come from.
"""

from __future__ import annotations

#: encodings (Python's names) and the alphabets that were written in them; where two read alike, the first one wins;
#: koi8_u and cp1254 hold the letters of koi8_r and iso8859_9
ALPHABETS: tuple[tuple[str, str], ...] = (
    ("cp1252", "etaoinshrdlcumwfgypbvkjxqzéèáñöçüàïôâíóêäîûøåæ"),  # English, with the names of its neighbours
    ("cp1252", "esaitnrulodcmpévqfbghjàxèyêzçkâùîôœûïwëüæÿ"),  # French
    ("cp1252", "enisratdhulcgmobwfkzvüpäßöjyxqéèà"),  # German
    ("cp1252", "eaosnrildutcmpbóívqgáhyfézjñúxükwàèòçï"),  # Spanish, Catalan
    ("cp1252", "aeosrindmutclpãvgqfbhçéáízjóxõêúâàôkwyü"),  # Portuguese
    ("cp1252", "eaionlrtscdupmvghfbzqàèòùìéjkxyw"),  # Italian
    ("cp1252", "enatirodslghvkmubpwjczfxyëéïèüöqê"),  # Dutch
    ("cp1252", "eantrsildomkgväfhupåöbcjyxwzéqü"),  # Swedish
    ("cp1252", "enrtadislogmkfvubhpåøæyjcxwzéqö"),  # Danish, Norwegian
    ("cp1252", "aintesloukämvrjhypdögbfcwåxzq"),  # Finnish
    ("cp1252", "anriestulðgmkfhvoáþídjbyöpóæúéýxcz"),  # Icelandic
    ("cp1250 iso8859_2", "iaeoznrwsctykdpmłujlbgęhąóżśćfńźvxqéäöü"),  # Polish
    ("cp1250 iso8859_2", "oeantvsilkrdpímuázjyěcbéhřýžčšůfgúxňťóďwqöü"),  # Czech
    ("cp1250 iso8859_2", "oaenisvrtlkdmpuhjcbázyíčéýžšúľťôňďgäfóĺŕwxq"),  # Slovak
    ("cp1250 iso8859_2", "eatlnskioárégzmydvbhpjöfcuóőíüúűxwqä"),  # Hungarian
    ("cp1250 iso8859_2", "aionejrtsvudkmlpgzbčhšžcćđfyxwq"),  # Croatian, Slovene
    ("cp1250 iso8859_2", "eiarntulocdspmăfvîgbşţzhâjxkwyq"),  # Romanian
    ("cp1254", "aeinrlıkdmutysboüşzghçğvcöpfjâîûwxq"),  # Turkish
    ("cp1257", "iasterounkmlpdvgjyšbžėųzįąūčęfhcxwq"),  # Lithuanian
    ("cp1257", "aisteurnkoālmdīvpzjēbgļšcņžūčhfķģxwyq"),  # Latvian
    ("cp1257", "aieslutnkodmrvgjhpäüõböfšžcyzwxq"),  # Estonian
    ("cp1251 koi8_u iso8859_5 cp866", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),  # Russian
    ("cp1251 koi8_u iso8859_5", "оанивтерсклудмпзяьбгійчхїжшцюєщфґ"),  # Ukrainian
    ("cp1251", "аиоетнрсвлкдпмзугбчъйжшцяхщфюь"),  # Bulgarian
    ("cp1251 iso8859_5", "аиоенрсјтукдвмплзгбцшчжњљћхђџфѓќѕ"),  # Serbian, Macedonian
    ("cp1251", "аінеорсытклядвупмшўбгзчьцжйёэюхф"),  # Belarusian
    ("cp1253 iso8859_7", "αοιετσνηρυπκμλςίγόάέωδήύχθώφβξζψϊϋΐΰ"),  # Greek
    ("cp1255", "יוהלארתבשמנםעדחקפכטגסןצךזףץ"),  # Hebrew
    ("cp1256 iso8859_6", "اليمونرتبةعدسفهكقأحجشطصخإىضذزثئءغظآؤ"),  # Arabic
    ("cp1256", "اينرمدهتبوسشكزفقعخلگجطحپآصچغضئثذظژأء"),  # Persian, with the letters that the encoding has
    ("cp874", "านรอกเงวยลมสตด่ีทบ้ปะคหไิจพัาุแใำขชูึผโถื์ศธฟซณภญฐ็ฤษฉฆฎฏฮฝ๊๋ๆฬฌฒฑฯ"),  # Thai
)

#: what stands between the letters everywhere, and may be expected
MARKS = frozenset("“”‘’„‚«»‹›–—…·•©®™°§€£½²³º¿¡\xa0\xad\u200c\u200d\u200e\u200f№،؛؟׳״´")
#: letters that only end a word
FINAL = frozenset("םןץףךςىة")

_HIRAGANA = (
    "のにはをたがでてとしれさいあるなかもっりすんらこきくだうまけそよちせえどつめおみろわじやばごべびずほげぐひょゃゅ"
)
_KATAKANA = (
    "ーンスルトアリイラクシドレフジタテマロコプグカバッメサオパムニチミデウキボセダ"
    "ハナワエモブツビベポケペホソヤピュョャネガザギゴゲヒヨズユノゾヘァィェォヴゼヌ"
)
_KANJI = (
    "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞食"
    "車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多正安院"
    "心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住無真有口少町料工建空急止送切転研足究楽起着店病質待試族銀早映親験英医"
    "仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢"
    "議民連対部合市内相定回選米実関決全表戦経最現調化当約首法性的要制治務成期取都和統政保機平加区県党第表量費際数省任任表告府団島警察"
    "投票候補職延港船当局客員協組桟橋工予漁待率低破勝決試"
)
_HANZI = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值"
    "亿港案专局首选举票投住房城媒记警台网"
)
_HANZI_TRADITIONAL = (
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經"
    "十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形"
    "相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展"
    "五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被做必戰"
    "先回則任取據處隊南給色光門即保治北造百規熱領七海口東導器壓志世金增爭濟油思術極交受聯什認六共權收證改清己美再採轉更單風切打白"
    "教速花帶安場身車例真務具萬每目至達走積示議聲報鬥完類八離華名確才科張信馬節話米整空元況今集溫傳土許步群廣石記需段研界拉林律叫且"
    "究觀越織裝影算低持音眾書布復容兒須際商非驗連斷深難近千周委素技備半辦青省列習響約支般史感勞便團往歷市克何除消構府稱太準精值"
    "億港案專局首選舉票投住房城媒記警台網灣縣"
)
_HANGUL = (
    "이다는에의을가고로지하한은도사를들대기서아자시어해인정일리나원과수보스전라제국부으장그여부게구주면조만상있공있관동성비경년유없것"
    "신회오월안용미문계위거드소진중실선당발방우관트화생했마야적연무라체까려치업내세명학결치재행물때분모였간말단등레금산개저달러와"
    "르여된민심두입외출영심력역던노했니며데건반직통프차후본표요할"
)
_IDEOGRAPHIC_MARKS = "、。，．・：；？！「」『』（）【】〔〕《》〈〉…‥—―～〜　％－＋／→○●◎■□▲△▼▽★☆◆◇※“”‘’々＆ー　"
_WIDE = (
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
    "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
)

#: encodings and the classes of characters of a text, each with its share: a list, or rows of the national standard
CHARACTERS: tuple[tuple[str, tuple[tuple[float, str | tuple[str, int, int]], ...]], ...] = (
    (
        "cp932 euc_jp",
        (
            (0.45, _HIRAGANA),
            (0.15, _KATAKANA),
            (0.20, _KANJI),
            (0.09, _IDEOGRAPHIC_MARKS),
            (0.02, _WIDE),
            (0.07, ("euc_jp", 0xB0, 0xCF)),
            (0.005, ("euc_jp", 0xD0, 0xF4)),
        ),
    ),
    (
        "cp949",
        (
            (0.70, _HANGUL),
            (0.03, _IDEOGRAPHIC_MARKS),
            (0.24, ("euc_kr", 0xB0, 0xC8)),
            (0.01, ("euc_kr", 0xCA, 0xFD)),
        ),
    ),
    (
        "gb18030",
        (
            (0.62, _HANZI),
            (0.09, _IDEOGRAPHIC_MARKS),
            (0.01, _WIDE),
            (0.26, ("gb2312", 0xB0, 0xD7)),
            (0.01, ("gb2312", 0xD8, 0xF7)),
        ),
    ),
    (
        "big5hkscs",
        (
            (0.62, _HANZI_TRADITIONAL),
            (0.09, _IDEOGRAPHIC_MARKS),
            (0.01, _WIDE),
            (0.26, ("big5", 0xA4, 0xC6)),
            (0.01, ("big5", 0xC9, 0xF9)),
        ),
    ),
)
