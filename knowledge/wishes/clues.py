"""Words that speak for a request for events, or against it. What follows from them: `wanting`.

Written by looking through the questions that people ask about the plan (`knowledge/plan/asks`): hardly any of
those may be taken from it.
"""

import re

# The plan and its town hall; what a thing is, costs, means; what is to be done rather than come to.
PLAN = re.compile(
    r"補助|助成|応援金|交付|経費|費用|予算|限度額|上限|割合|何割|事業(?!所)|計画|プラン(?!タ|ク)|協働"
    r"|きょうどう|方針|政策|施策|指定管理"
    r"|懇談会|推進会議|市長|市の人|職員|役所|事務局|人材|育成|育て[るた](?!中)|協定|企業|会社(?!帰り|員"
    r"|終)|人件費|報酬|給料|評価|見直し"
    r"|成果|課題|アンケート|目的|内容|意味|違[いう]|とは(?:[?\s。、]|$|何|なん)|って(?:何(?:[?で]|$|か\?"
    r"|だ)|なに[?か]|どういう)|なぜ|(?<![暇日の])なんで(?!も)|どうして"
    r"|仕組み|制度|対象(?:外|経費|になる)|条件|規約|[書か]いて[あな]|書かれ|載[っり]|第\d+章|ページ|頁"
    r"|巡回|体制|社会教育|生涯学習|役割"
    r"|備品|借り|貸し|貸出|電話番号|住所|営業時間|開館|休館|駐車場|燃え|料金|締め?切|いくら|なんぼ|何円"
    r"|何人|金額|お金"
    r"|センター(?:って|は|の(?:仕事|役割|電話|部屋))|自治会|町内会|総会|役員|会計|会長|委員|どういう"
    r"|どんな(?:研修|もの|内容|こと|人)"
    r"|(?:開|ひら)きたい|開催したい|企画|主催|運営|立ち上げ|準備|チラシ|キャンセル|取り?消|私の申"
    r"|わたしの申|催し\s?\d"
    r"|(?:その|あの|この|先日の|先だっての|前回の|昨年の|去年の)お?(?:イベント|催し|集まり|研修|講座|行事"
    r"|祭り)|(?:研修|けんしゅう|講座|こうざ)の\s?(?:こと|ごと)|について"
    r"|昔|でしたか|ましたか|どうだった|聞きました|そうです|結果|感想|報告|話題|天気|申して"
    r"|意見|要望|声(?:は|が|も|って)?(?:あ|を(?![かけ掛]))|反映|増[えや]|今後も|継続|毎年|例[にと]|派遣"
    r"|よぶ|呼[ぶべ]|会議室|部屋|へや|従業員|工場|の\s?店(?![がを])"
    r"|(?:来|(?<!と)こ)(?:ない|ません|なく)(?!か)|ばかり(?:で|だ|$)|やすく|やすい|きまり|決まり|話して"
    r"|リーダー|階層|ジャンル|コラボ|誰と|だれが|誰が|学び直|問題"
    r"|忘れて|命令|パスワード|なりきって|求人|見舞|病院|医者|医療|宿題|選挙|市議選"
    r"|(?<![a-z])(?:plan|grants?|subsid\w+|funds?|funding|projects?|polic\w+|council|why|mean(?:s|ing)?"
    r"|how much|cost|budget"
    r"|opening hours|address|phone|compan\w+|what (?:is|are) (?:a|an|the)(?! (?:events?|coming|upcoming"
    r"|next))|ignore|instructions"
    r"|husband|ambulance|organi[sz]e|hold an?|cancel|employees?|expected|supposed|facilitator|say|cover"
    r"|summary|according|challenges|kyodotai"
    r"|bod(?:y|ies)|community group|pay|liable|compulsory|required|sample|timeline|main events|firms?"
    r"|factory|business|rent|opinions?|requests|staff"
    r"|at what|fixed|scholarship|should|could it|residents'? talks|reviews?)(?![a-z])",
    re.IGNORECASE,
)
# The plan speaks of these, too: beside them a day has to be named.
PLANNISH = re.compile(
    r"(?<![一-龥の]市民)センター|市セン|せんたー|せんたあ|(?:公民|市民)館|館[でには]|スポーツ系|話し?合い"
    r"|話\S+ 合"
    r"|(?<![a-z])(?:centers?|centres?)(?![a-z])",
    re.IGNORECASE,
)
WANTS_HELP = re.compile(
    r"(?:手伝|てつだ|てづだ)(?:って|いに?)\s?(?:ほし|欲し|もら|くれ|くだ|下さ|け[ろで]|を?お願い|を?頼|来て)"
    r"|助けて|たすけて|人手(?:が|も)?(?:足り(?:て)?(?:ない|ません|ねえ)(?!とこ|所|ところ|の)|欲し|ほし"
    r"|いない)|help me|need your help",
    re.IGNORECASE,
)
# There is, may be, is held: at the end of what is said, or before a word that only asks.
_END = r"(?=[\s?。、!.〜ー…]|$)"
BEING = re.compile(
    r"あり(?:ます|そう|ませ|ゃ)|ある(?:か|す|の|ん|っ|かい|べ|といい|なら|よう|でしょ|やつ|もの)"
    r"|ある\s*[?。!]|ある$|あっ(?:か|ぺ|べ|たら|といい)|あん(?:の|べ|だ)"
    r"|あれば|あるなら|あるます|ありましたら|ございま(?:(?:す|せん)(?:でしょう)?か|したら)|おありで"
    r"|(?:[はがもにァ-ヺー]|[かな]んか|(?<![来出見居])(?<=[一-龥])|何か|なにか|とか|って|こと|ごと|とこ"
    r"|やつ|もの|祭り)(?:ない|ねえ|ねぇ)"
    rf"(?:ん|の|か(?:い|な|ね|しら)?(?:と思\S+)?|です(?:か|かね)?|でしょうか|べ[かが]?|の?すか)?{_END}"
    rf"|ね[ぇえ]*の?すか{_END}|ね[ぇえ]?べ[かが]|ね[ぇえ]が{_END}|ねっか"
    r"|や[っん](?:て|で)(?:る|ら|ます|い(?:る|ます)|ない|ねえ|ねぇ|ん)|やる(?:の|か|ん|べ|やつ|もの|\s"
    r"|[?。]|$)|やります|やんの|やらねえ|やっか"
    r"|開催|開かれ|ひらかれ|行われ|行なわれ|催され|始まる|はじまる"
    r"|(?<![a-z])(?:any|is there|are there|happening|going on|anything|upcoming|coming up|held|on this"
    r"|on next)(?![a-z])",
    re.IGNORECASE,
)
SEARCHING = re.compile(
    r"探|さが[しすせ]|調べ|見つけ|みつけ|教え|おしえ|おせ[えぇで]|知りた|しりた|紹介|おすすめ|お勧め"
    r"|オススメ|見せて|みせて|一覧|リスト"
    r"|案内|情報|予定|スケジュール|カレンダー|ちょうだい|ください|下さい|頂戴|お願い|希望|募集|けろ|けで"
    r"|けらい|何があ|なにがあ|何が(?:やって|行わ)"
    r"|どんな|ほしい|欲しい"
    r"|(?<![a-z])(?:find|look(?:ing)? for|show|tell|list|recommend|suggest|search|please"
    r"|wh(?:at|ich) (?:events?|activities|workshops?|classes|courses|festivals?|trainings?))(?![a-z])",
    re.IGNORECASE,
)
GOING = re.compile(
    r"参加|さんか|出(?:たい|てみ|られ|れる|れっ)|でたい|でてみ|行(?:きた|き[でて]|ける|け[ねんまっ]"
    r"|って?み|ぐ|ぎた|ぎて|げる|げね|かれ|く(?:の|や|とこ))"
    r"|い(?:きた[いく]|ける|けます|がれる|ぎで[えぇ])|申し?込み?たい|もうしこみたい|混ざ|まざ|顔を?出"
    r"|やってみ|体験したい|体験でき|受けたい|通いたい|通える"
    r"|楽し(?:め|みた)|たのしめ|遊[びべ]|あそ[びべ]|ひま|暇|ヒマ|過ごせ|(?:楽しい|面白い|おもしろい"
    r"|おもろい)(?:こと|ごと|やつ|とこ)|連れて(?:行|い)|つれて(?:い|行)|習いた|習える"
    r"|学びた|学べる|(?:そば打ち|料理|体操|踊り|体験|ヨガ)(?:を|が)?(?:でき|でぎ|したい|しでえ|してえ"
    r"|やりたい)"
    r"|(?<![a-z])(?:join|attend|take part|participate|sign up|go to|i want to|i'd like|we'd like|can i"
    r"|can we|could i|bring)(?![a-z])",
    re.IGNORECASE,
)
SEEKING = re.compile(
    r"探[しすせ]|さがす|さがし|見つけたい|みつけたい|(?<![a-z])(?:find|looking for)(?![a-z])", re.IGNORECASE
)
SOMETHING = re.compile(
    r"何か|なにか|なんか|なんが|何が|なにが|何処か|どこか|どっか|どごが|何かしら|おもしろい|面白い|楽しい"
    r"|たのしい|おもろい|やつ|とこ(?!ろで)|どご|ところ(?!で)|場所"
    r"|もの(?:[はがを?]|って|あ)|何ある|会(?:が|は|って|も)(?:あ|ご|な)|ごど|(?<![a-z])(?:anything"
    r"|something|what|things?)(?![a-z])",
    re.IGNORECASE,
)
ANYTHING = re.compile(
    r"何か|なにか|なんか|なんが|どこか|どっか|どごが|やつ|もの(?:[はが?]|って)|(?<![a-z])(?:any|some)thing",
    re.IGNORECASE,
)
WHEN_IS = re.compile(
    r"いつ|いづ(?!も)|何日|なんにち|何曜日|なんようび|何時から|日程|(?<![a-z])when(?:'s| is| are)(?![a-z])",
    re.IGNORECASE,
)
OFFERING = re.compile(
    r"募集|したい|しでえ|してえ|してぇ|すてえ|でき|でぎ|やりた|やってみ|参加|(?:手伝|てつだ|てづだ)(?:え"
    r"|う|いた|いで|いま|いでえ|お[うっ])|立ち|立て|なれ|なりた"
    r"|(?<![a-z])(?:can (?:i|we)|want to|like to|help out|lend|opportunit\w+|ways? to)(?![a-z])",
    re.IGNORECASE,
)
# Of so many things that they name an event only beside a day, an area or an audience.
WEAK = re.compile(
    r"集まり|あつまり|集い|つどい|交流会|サロン|研修|けんしゅう|[学習]べる|習え|[学習]びたい|習い|まな"
    r"|なら[いえ]|activit|gathering|training|learn",
    re.IGNORECASE,
)
ENDS_WITH_KIND = re.compile(
    r"(?:講座|こうざ|セミナー|ワークショップ|勉強会|講習会|教室|イベント|催し|ボランティア|手伝い"
    r"|スタッフ(?:募集)?|募集)[\s。?!]*$"
)
