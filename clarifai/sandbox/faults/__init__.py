"""Faults on order: what a client sees of a bad day, for those who test how it copes.

``rules`` says what a fault is, ``orders`` which request it strikes, ``effects`` what the answer
becomes, and ``delivery`` how that is sent, or not.
"""
