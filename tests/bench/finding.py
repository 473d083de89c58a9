"""How well answers are found: the right place first, and nothing for questions about other things."""

import json
import re

from knowledge import edition
from knowledge.dialogue import ready
from knowledge.finding import find
from tests.bench.figures import Figure, say
from tests.bench.knowing import VARIANTS

# Real questions to a city hall that the plan says nothing about.
_OTHER = """
ごみの日はいつ? 明日の天気は 市長の名前は 一番近いコンビニはどこ 住民票の取り方を教えて 水道料金はいくらですか
図書館は何時まで マイナンバーカードの更新 保育園に入るには コロナワクチンの予約 運転免許の返納
花火大会はいつですか
パスポートの申請 病院の休日当番は 犬の登録をしたい 国民健康保険の手続き 引っ越しの届け出 粗大ごみの出し方
確定申告の場所 熊が出たときの連絡先は おすすめのラーメン屋 明日のバスの時刻 英語を教えて 円周率を教えて
好きな食べ物は何 婚姻届の出し方 税金の納付期限 道路に穴があいている 選挙の投票所はどこ 空き家バンクについて
学校給食の献立 介護保険の申請 消防団に入りたい 除雪の予定は 猫が迷子になりました 餅つき大会の申込み
ふるさと納税の返礼品 成人式はいつ プールの営業時間 asdfghjkl 東京タワーの高さ 株価を教えて 宿題を手伝って
今日の晩ごはん何にしよう ピアノ教室の月謝
"""
OTHER_THINGS = _OTHER.split()


def finding() -> list[Figure]:
    """Shares in percent."""
    ready()
    answered = sum(bool(find(edition.current(), question).articles) for question in OTHER_THINGS)
    figures = [Figure("other things answered", answered, f"of {len(OTHER_THINGS)}", most=0)]
    if not VARIANTS.exists():
        say(f"{VARIANTS.name} is not here: whether the right place comes first is not measured")
        return figures
    asked = right = silent = 0
    for place in json.loads(VARIANTS.read_text("utf-8")):
        wanted = _articles_of(place["place"])
        for question in place["questions"] if wanted else []:
            found = {article.id for article in find(edition.current(), question).articles}
            asked, right, silent = asked + 1, right + bool(found & wanted), silent + (not found)
    reference = f"{asked} questions written apart from the articles"
    return [
        Figure("right place first", right / asked * 100, "%", reference=reference),
        Figure("said not to be found", silent / asked * 100, "%", reference=reference),
        *figures,
    ]


def _articles_of(place: str) -> set[str]:
    """Ids of the articles that a place of the question set belongs to; none when no article is that place."""
    last = place.rpartition(">")[2]
    number = re.search(r"事業\s*(\d+)", last)
    if number:
        return {f"project-{number[1]}"}
    name = _bare(last)
    titles = {article.id: _bare(article.title) for article in edition.current().library.articles}
    return {each for each, title in titles.items() if title and (title in name or name in title)}


def _bare(text: str) -> str:
    return re.sub(r"[\s「」『』()()・、#0-9①-⑳]", "", text)
