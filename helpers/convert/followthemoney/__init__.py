"""FollowTheMoney, read and written as it is published.

>>> from helpers import convert
>>> line = '{"id": "p1", "schema": "Person", "properties": {"name": ["Ada Stone"]}}'
>>> convert.from_ftm([line])["entities"]["name"].tolist()
['Ada Stone']
"""
