"""The frozen views of an interview's questions, for the window: it never imports the engine itself."""

from forms.interview.journal import Event as Event
from forms.interview.views import Group as Group
from forms.interview.views import Option as Option
from forms.interview.views import Page as Page
from forms.interview.views import Problem as Problem
from forms.interview.views import Progress as Progress
from forms.interview.views import Question as Question
from forms.interview.views import Repeat as Repeat
from forms.interview.views import Row as Row
from forms.interview.views import Why as Why
