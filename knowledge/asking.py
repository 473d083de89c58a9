"""What kind of thing a question asks for: an amount, a date, a person, a place, a meaning, a reason.

The attributes are those of the facts (`knowledge/facts.py`): a fact of the kind that is asked for goes first.
"""

import re
import unicodedata

_COMPARING = re.compile(
    r"(?<!間)違(い|う(?!の?ん?(?:では|じゃ|と))|っ(?!て(?:い?た|い?る|ます)))|異な|並べて|ちが[いうっ]|ちげ|比べ|くらべ|比較|それぞれ(?!の|が)|どっち|どちら|差は|見分け"
    r"|difference|differ|compare|which (one )?(is|covers|pays|gives)|versus|\bvs\b",
    re.IGNORECASE,
)
# なんぼ is how much and how many: not 「なんぼできた」 and 「なんぼか変わる」.
HOW_MUCH = "なんぼ(?!.{0,2}あ|か[^がかる]|でき|に(な|よ)|人|団体|つ)"
_WHEN = (
    "いつ|いづ|何年|何月|どの年|何日|なんねん|(前|まえ)の計画(から|の(頃|時|とき))|(もと|昔|以前)から"
    "|when|what year|which year"
)
_KINDS = tuple(
    (re.compile(pattern, re.IGNORECASE), frozenset(attributes.split()))
    for pattern, attributes in (
        (
            f"いくら|何円|何万|限度額|上限|金額|予算|{HOW_MUCH}|なんえん|how much|limit|amount",
            "限度額",
        ),
        ("何割|補助率|割合|何パーセント|何%|何分の|全額|自己負担|rate|percent|share", "補助率"),
        ("何年間|何か?年|期間|いつまで|いつからいつ|how long|until when", "期間 年度 年月"),
        (_WHEN, "年月 年度 期間 出来事"),
        ("何人|人数|何名|なんにん|how many people|how many members", "人数"),
        ("いくつ|何個|何か所|何箇所|何団体|何種類|数は|how many", "数"),
        ("誰|だれ|どなた|どこの課|担当は|構成|メンバー|who", "誰 対象"),
        ("電話|でんわ|住所|メール|FAX|ファックス|連絡先|問い?合わせ|phone|address|mail|contact", "連絡先"),
        ("どこ|場所|どご|部署|どちらの[課部]|どの[課部]|where", "場所 連絡先 誰"),
        ("とは|意味|って(何|なに)|どういう(こと|もの)|what is|mean", "定義 注釈"),
        ("なぜ|どうして|なして|なんで|理由|何のため|目的|why", "理由 目的 課題"),
        ("どうやって|どうすれば|どのように|方法|手順|やり方|how (do|does|can|is)", "方法 手順"),
        ("条件|対象|使える|使って|もらえる|できる|いいの|can i|may i|used for", "条件 対象 内容"),
        ("役割|仕事|何をする|何をして|なにする|業務|what does|role|job", "役割 内容"),
        ("課題|問題|困", "課題"),
        ("効果|メリット|良いこと|いいこと|benefit|effect", "効果"),
    )
)


def attributes(question: str) -> frozenset[str]:
    """The attributes that a question asks for; empty when it asks for none in particular."""
    text = unicodedata.normalize("NFKC", question[:1000])
    return frozenset().union(*(kinds for asking, kinds in _KINDS if asking.search(text)))


def comparison_asked(question: str) -> bool:
    """Whether a question asks to compare."""
    return bool(_COMPARING.search(unicodedata.normalize("NFKC", question[:300])))
