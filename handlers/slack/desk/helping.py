"""What somebody can do at the desk, shown by what they may: never more."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from community.offices import Act
from handlers.messages import Outgoing
from handlers.slack.desk import blocks
from handlers.slack.desk.asking import Ask, show
from handlers.slack.desk.blocks import Json

# What the words are, what they do, and the act they take (None: anybody with an office).
GUIDE: tuple[tuple[str, str, Act | None], ...] = (
    ("催し", "これからの催しを見る。公開、延期、中止もここから", Act.SEE),
    ("催し 作成", "催しをつくる", Act.EDIT),
    ("名簿 (催しの番号)", "名簿を見る、電話・窓口の申込みを受ける、印刷する", Act.ROSTER),
    ("お知らせ", "活動だよりを書く、承認する、送る、取り消す", Act.NEWS),
    ("配信", "どこまで届いたかを見る、止める、再開する、残りを取り消す。今月の通数", Act.NEWS),
    ("担当", "だれがどの団体の担当かを見る、交代する", None),
    ("担当 登録", "役員、地域担当職員、市の担当者を登録する", Act.APPOINT),
    ("団体", "団体を登録する、承認のきまりとチャンネルを決める", Act.APPOINT),
    ("質問", "住民の方が聞いて、答えられなかったことを見る", Act.SEE),
    ("相談", "地域担当職員と市の担当者に相談する、答える", None),
    ("予定表", "自動でする仕事を見る、止める、時間を変える", Act.APPOINT),
    ("記録", "だれが、いつ、何をしたかを調べる", Act.TRAIL),
    ("質問 (聞きたいこと)", "推進計画について聞く", None),
)


def hear(_session: Session, ask: Ask) -> list[Outgoing] | None:
    """The help, for whoever asks for nothing else."""
    if ask.words.verb or ask.words.number is not None:
        return None
    return [show(ask, blocks.modal("使い方", list(_guide(ask))))]


def _guide(ask: Ask) -> Iterator[Json]:
    yield blocks.section("「/wasshoi」のあとに言葉を続けます。ボタンでも、メッセージでも同じことができます。")
    bodies = ask.standing.bodies
    for words, does, act in GUIDE:
        may = act is None or any(ask.standing.may(act, body) for body in (None, *bodies))
        if may and "(" not in words:
            yield blocks.section(f"{words}\n{does}", blocks.button("開く", words))
        elif may:
            yield blocks.section(f"{words}\n{does}")
    yield blocks.context("ホームのタブにも、今日することが並びます。")
