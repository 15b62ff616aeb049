"""Files the command line writes for its user."""

from desktop.usecases.write_file import refuse_unwritable as refuse_unwritable
from desktop.usecases.write_file import write_whole as write_whole
