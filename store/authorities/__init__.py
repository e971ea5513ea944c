"""Parties of the field: customs administrations, blocs of states, and what announcements call them in each language.

`administrations` tells who they are, `blocs` who belongs to which, `names` how a language names them.
"""
