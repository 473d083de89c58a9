"""What we hold on somebody, as the file they get: JSON with a word about where each part comes from."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from community import holdings

TABLES = {
    "approvals": "あなたが頼んだ承認",
    "arrivals": "あなたが送ったもの",
    "attendances": "講座の出席",
    "audit": "あなたが行った変更の記録",
    "certificates": "修了証",
    "consents": "同意の記録",
    "consultations": "あなたの相談と答え",
    "conversations": "いまの会話",
    "deliveries": "わっしょいが送ったもの",
    "follows": "フォローしている団体",
    "helpings": "手伝いの当番",
    "links": "フォームのリンク",
    "news": "あなたが書いたお知らせ",
    "offices": "団体や市の担当",
    "people": "LINEの登録",
    "profiles": "プロフィール",
    "remarks": "受付のメモ",
    "recipients": "あなたに届いた配信",
    "mutes": "いらないと言ったお知らせ",
    "relatives": "あなたが書いた家族など",
    "sign_ups": "申し込み",
    "watches": "「見つかったら知らせる」の希望",
    "surveys": "催しの感想",
}


def file(session: Session, person: str, now: datetime) -> str:
    """The file's text."""
    held = holdings.everything(session, person, now)
    parts = {name: TABLES[name] for name in held["tables"] if name in TABLES}
    return json.dumps({**held, "parts": parts}, ensure_ascii=False, indent=1, default=str)
