"""What わっしょい says in its own words, in every language it speaks.

The plan's words stand in the articles; these are all the others. Emergencies: 119 and 110 are national; the
helpline is よりそいホットライン's number for Iwate, Miyagi and Fukushima (free, day and night).
"""

from collections.abc import Mapping

from knowledge.tellings import Language

OFFICE = "一関市まちづくり推進課 0191-21-2111"
JA, EASY, EN = Language.JAPANESE, Language.EASY, Language.ENGLISH

PHRASES: Mapping[str, Mapping[Language, str]] = {
    "source": {JA: "出典", EASY: "書(か)いてある ところ", EN: "Source"},
    "not found": {
        JA: "ごめんなさい。地域協働推進計画には書かれていないか、わたしには見つけられませんでした。\n"
        f"別の言葉で聞いてみるか、{OFFICE} へどうぞ。",
        EASY: "ごめんなさい。わたしには わかりません。計画(けいかく)に 書(か)いて いないかも しれません。\n"
        "ほかの ことばで 聞(き)いて ください。電話(でんわ)は 一関市(いちのせきし) まちづくり推進課(すいしんか) 0191-21-2111 です。",
        EN: "Sorry, the plan does not seem to say this, or I could not find it.\n"
        "Please ask in other words, or call the city (まちづくり推進課): 0191-21-2111 (in Japanese).",
    },
    "not settled": {
        JA: "{lacking}は、地域協働推進計画には書かれていません。\n"
        f"{OFFICE} に聞いてください。\n計画の近いところは「{{title}}」({{label}})です。",
        EASY: "それは 計画(けいかく)に 書(か)いて ありません。\n"
        "一関市(いちのせきし) まちづくり推進課(すいしんか) 0191-21-2111 に 聞(き)いて ください。\n"
        "近(ちか)い ところは「{title}」です。",
        EN: "The plan does not say this.\nPlease ask the city (まちづくり推進課): 0191-21-2111 (in Japanese).\n"
        "The nearest place in the plan: {title} ({label}).",
    },
    "which": {
        JA: "いくつかあります。どれのことですか。",
        EASY: "いくつか あります。どれですか。",
        EN: "There are several. Which one do you mean?",
    },
    "wrong": {
        JA: "計画では、そうではありません。",
        EASY: "計画(けいかく)では、ちがいます。",
        EN: "The plan says something else.",
    },
    "beside": {
        JA: "計画に書かれているのは、次のとおりです。",
        EASY: "計画(けいかく)には、こう 書(か)いて あります。",
        EN: "What the plan says is this:",
    },
    "over": {
        JA: "この計画は令和5年度(2023年度)までのものです。今の制度は、一関市まちづくり推進課(0191-21-2111)に確かめてください。",
        EASY: "この計画(けいかく)は 令和(れいわ)5年度(ねんど)(2023年度)までです。"
        "今(いま)のことは 一関市(いちのせきし) まちづくり推進課(すいしんか)(0191-21-2111)に 聞(き)いて ください。",
        EN: "This plan ended in fiscal 2023 (令和5年度). For present rules ask the city (まちづくり推進課, 0191-21-2111).",
    },
    "限度額": {
        JA: "限度額",
        EASY: "限度額(げんどがく)(いちばん 多(おお)い お金(かね))",
        EN: "Limit (限度額)",
    },
    "補助率": {
        JA: "補助率",
        EASY: "補助率(ほじょりつ)(もらえる 割合(わりあい))",
        EN: "Share covered (補助率)",
    },
    "compared": {
        JA: "くらべると、次のとおりです。",
        EASY: "くらべると、こうです。",
        EN: "Side by side:",
    },
    "nothing yet": {
        JA: "どの話のことでしょうか。先に、聞きたいことを書いてください。",
        EASY: "どの 話(はなし)ですか。聞(き)きたいことを 書(か)いて ください。",
        EN: "What is it about? Please ask your question first.",
    },
    "language": {
        JA: "わかりました。これからは、ふつうの日本語でお答えします。",
        EASY: "わかりました。これから やさしい日本語(にほんご)で 答(こた)えます。もどすときは「日本語で」と 書(か)いて ください。",
        EN: "All right, I will answer in English from now on. To go back, write 日本語で.",
    },
    "own words": {
        JA: "計画の言葉:「{words}」",
        EASY: "計画(けいかく)の ことば:「{words}」",
        EN: "In the plan's own words: 「{words}」",
    },
    "source of": {
        JA: "{place}に、こう書かれています。",
        EASY: "{place}に 書(か)いて あります。計画(けいかく)の ことばは、こうです。",
        EN: "It stands in {place}. The plan's own words:",
    },
    "reckoned": {
        JA: "{cost}の{share}は{part}、限度額は{limit}なので、{least}までです。",
        EASY: "{cost}の {share}は {part}です。いちばん 多(おお)くて {limit}です。だから {least}までです。",
        EN: "{share} of {cost} is {part}; the limit is {limit}; so up to {least}.",
    },
    "hello": {
        JA: "こんにちは。「わっしょい」です。一関市の地域協働推進計画のことを聞いてください。",
        EASY: "こんにちは。「わっしょい」です。一関市(いちのせきし)の まちづくりの 計画(けいかく)のことを 聞(き)いて ください。",
        EN: "Hello, I am わっしょい (Wasshoi). Ask me about Ichinoseki's plan for working together in the community.",
    },
    "thanks": {
        JA: "どういたしまして。また聞いてください。",
        EASY: "どういたしまして。また 聞(き)いて ください。",
        EN: "You are welcome. Please ask again.",
    },
    "bye": {
        JA: "またどうぞ。いつでもお待ちしています。",
        EASY: "また 来(き)て ください。",
        EN: "Goodbye, see you again.",
    },
    "who": {
        JA: "案内役の「わっしょい」です。人ではなく、計画の文からお答えする仕組みです。",
        EASY: "「わっしょい」です。人(ひと)では ありません。計画(けいかく)の ことばで 答(こた)える 機械(きかい)です。",
        EN: "I am わっしょい (Wasshoi), a program, not a person. I answer from the words of the plan.",
    },
    "sorry": {
        JA: "お役に立てず、すみません。短い言葉で聞いてもらえると、見つけやすくなります。",
        EASY: "ごめんなさい。短(みじか)い ことばで 聞(き)いて ください。",
        EN: "I am sorry I could not help. Short questions are easier for me.",
    },
    "injection": {
        JA: "わたしにできるのは、一関市の地域協働推進計画のことをお答えすることだけです。",
        EASY: "わたしは 計画(けいかく)のことだけ 答(こた)えます。",
        EN: "All I can do is answer questions about the city's plan.",
    },
    "yes": {
        JA: "ほかにも、聞きたいことがあればどうぞ。",
        EASY: "ほかにも 聞(き)いて ください。",
        EN: "Please ask if there is anything else.",
    },
    "despair": {
        JA: "つらい気持ちを書いてくれて、ありがとうございます。ひとりで抱えないでください。\n"
        "よりそいホットライン 0120-279-226(岩手・宮城・福島、無料・24時間)\nいま危ないときは、119に電話してください。",
        EASY: "つらいですね。ひとりで がまんしないで ください。電話(でんわ)で 話(はな)して ください。\n"
        "よりそいホットライン 0120-279-226(お金(かね)は いりません。24時間(じかん))\n今(いま) あぶないときは 119に 電話(でんわ)して ください。",
        EN: "Thank you for telling me. Please do not stay alone with this.\n"
        "よりそいホットライン (helpline) 0120-279-226: free, day and night.\nIf you are in danger now, call 119.",
    },
    "fire": {
        JA: "すぐに119(消防・救急)に電話してください。\n事件は110(警察)です。わたしは通報できません。",
        EASY: "すぐ 119に 電話(でんわ)して ください。火事(かじ)・けが・病気(びょうき)は 119です。"
        "\n悪(わる)い人(ひと)・事件(じけん)は 110です。わたしは 電話(でんわ)できません。",
        EN: "Call 119 now (fire, ambulance).\nFor the police call 110. I can't call for you.",
    },
    "crime": {
        JA: "すぐに110(警察)に電話してください。\nけがや火事は119(消防・救急)です。わたしは通報できません。",
        EASY: "すぐ 110(警察(けいさつ))に 電話(でんわ)して ください。\nけが・火事(かじ)は 119です。わたしは 電話(でんわ)できません。",
        EN: "Call 110 now (police).\nFor injuries or fire call 119. I can't call for you.",
    },
}


def say(name: str, language: Language = Language.JAPANESE, **facts: object) -> str:
    """The words of that name, with the facts they need.

    Raises:
        KeyError: there are no such words, or a fact that they need is missing.
    """
    return PHRASES[name][language].format(**facts)
