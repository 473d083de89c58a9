"""Ground floor: the town. Tables beside the rules that change them.

`now` is always passed in, the caller owns the transaction, and nothing here knows a channel, a template
or the network. Conversations live in `handlers`, what the town knows in `knowledge`.
"""
