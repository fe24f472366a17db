"""Making the weights of the reader from labelled texts. Not part of what is installed; needs `requirements/train.txt`."""
