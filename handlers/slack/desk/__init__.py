"""The officers' desk: what officers of bodies and city staff do in Slack, by words, buttons and forms.

Every button says words that can be typed too (「催し 12 編集」). Who may do what is asked on the ground floor
(`community/offices.py`); nothing here decides it.
"""
