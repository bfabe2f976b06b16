"""What transit does, how to read its answers, and how accessible this dashboard is."""

import streamlit as st

from transit.dashboard.frame import lead

st.title("Help", anchor=False)
lead("How to ask for a journey, how to read the answer, and what this dashboard cannot do yet.")

st.header("Ask for a journey", anchor=False)
st.markdown(
    """
1. Choose a start and an end: type a name and pick one of the matches, type a position such as
   `51.588, -2.997`, or click the map. With the keyboard, move the map with its arrow buttons until
   the cross lies on the place, then press **Start at the cross**.
2. Choose how the person travels. **What this means** lists the limits in plain words; you can
   change them for one question.
3. Choose when to be there, or when to leave. Press **Find journeys**.
"""
)

st.header("Read the answer", anchor=False)
st.markdown(
    """
- **Confirmed**: nothing that is not recorded stands in the way.
- **Route check needed**: the journey works only if facts that nobody has recorded turn out well.
  They are listed under **Check outside**. Somebody should look before the person relies on it.
- **What it asks** lists what the person must be able to do, with a letter that is also on the map.
- Walks follow the pavement on one side of the road, and cross only where the person may cross.
- Times come from the timetable. Buses can be late; the profile says how much time is spared.

A journey here is a suggestion for review by somebody who knows the person.
"""
)

st.header("Read a verdict", anchor=False)
st.markdown(
    """
A verdict says how one person could get to one session and back:

- **Alone, as things are**: the journeys ask nothing that the person cannot do today.
- **Alone after training**: they ask for skills that could be learnt. It is a forecast.
- **With somebody**: somebody who goes along makes the difference.
- **Door-to-door transport**: no journey exists. The verdict names what stands in the way.

It is asked twice: with every unknown fact as a barrier, and as fine. If both agree it is
**confirmed**; if not, a **route check** is needed, and the verdict lists what to look at. A skill
that nobody has assessed never counts as one that the person has.

Every verdict is **for review**. A practitioner can decide otherwise, by name and with a reason;
both stay to be seen. **Out of date** means that something it rests on was changed since: press
**Work out these** on **Who could travel**, and go on with something else meanwhile.
"""
)

st.header("Record what you saw", anchor=False)
st.markdown(
    """
Below the journeys of a verdict, **Went to look?** asks what nobody has recorded: are the kerbs
dropped, is there a seat, does the bus have a space? Answer what you saw, say who you are and when
it was. It goes before the map from then on, for everybody.
"""
)

st.header("Import people and places", anchor=False)
st.markdown(
    """
Fill in the templates, choose the files on **Import**, and press **Check the files**. Every fault is
listed with its row; cells can be mended on the page. Nothing is written until you accept it. The
same files a second time change nothing.
"""
)

st.header("Privacy", anchor=False)
st.markdown(
    """
transit runs on this computer and asks no other. What it keeps about people is in the register, a
file on this computer, under pseudonyms; every change is written into its audit. Chosen people,
starts and ends are kept only while a page is open: not in its address, not in a log. The address of
**Who could travel** holds its filters, which are about nobody. Uploaded files
are held in memory until you accept or leave. A downloaded journey holds its start and end: keep it
as carefully as any other record about a person. No map that shows several people shows a home.
"""
)

st.header("Accessibility statement", anchor=False)
st.markdown(
    """
We want everybody to be able to use this dashboard, and aim at the Web Content Accessibility
Guidelines 2.2, level AA. Every map has a list with the same content, every chart a table, and
everything can be done with the keyboard. You can zoom to 400 %.

**Known limits.** Progress bars are not read out; the stage is written beside them. Date and time
fields are Streamlit's and differ between screen readers. The map itself is a picture to screen
readers: use the list beside it. We have tested with automatic checks (axe) and the keyboard in
Chromium, not yet with people who use assistive technology.

**Tell us** what does not work for you: write to whoever runs transit for you, or open an issue
in the project's repository.
"""
)

st.header("Where the data comes from", anchor=False)
st.markdown(
    """
Streets, paths and places: © OpenStreetMap contributors, Open Database Licence (ODbL).
Timetables and stops: Contains public sector information licensed under the Open Government Licence
v3.0. The page **Data and updates** names each file.
"""
)
