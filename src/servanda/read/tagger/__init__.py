"""The trained part of the reader: which words of a text are undertakings.

`encode` cuts a text into windows of word pieces, `network` labels every piece, `decode` makes spans of the labels. The grammar of the genre
(operators, parties, deadlines) stays in the rules around it; the weights are made by `make train` from texts labelled by the codebook.
"""
