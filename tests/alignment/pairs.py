"""A small story and its translation, written for these tests: a list of line pairs."""

from __future__ import annotations

STORY = (
    ("در سال ۱۴۰۱ مینا تصمیم گرفت کتابخانهٔ روستا را دوباره باز کند.",
     "In 2022 Mina decided to open the village library again."),
    ("پدرش گفت: «ما پول نداریم.»", "Her father said: “We have no money.”"),
    ("او پاسخ داد که هیچ کار خوبی آسان نیست.", "She answered that no good work is easy."),
    ("روز ۱۲ مهر، سی و پنج کودک جلوی در ایستاده بودند.",
     "On the fourth of October, 35 children stood in front of the door."),
    ("آیا کتاب کافی داشتند؟", "Did they have enough books?"),
    ("نه، فقط دویست کتاب در قفسه\u200cها بود.", "No, there were only 200 books on the shelves."),
    ("آقای Robert Miller از لندن دو هزار پوند فرستاد.",
     "Mr Robert Miller sent two thousand pounds from London."),
    ("امیرعبداللهیان، معلم مدرسه، به او کمک کرد.",
     "Amir-Abdollahian, the teacher of the school, helped her."),
    ("زمستان سخت بود و برف راه را بست.", "Winter was hard, and snow closed the road."),
    ("اما مردم هر هفته می\u200cآمدند و کتاب می\u200cخواندند.",
     "But people came every week and read books."),
    ("اکنون این کتابخانه ۴۵۰۰ کتاب و ۶۰۰ عضو دارد.",
     "Now this library has 4,500 books and 600 members."),
    ("مینا هنوز هر صبح درِ آن را باز می\u200cکند!", "Mina still opens its door every morning!"),
)  # fmt: skip

OTHER = (
    "The price of oil fell on Tuesday.",
    "Analysts at three banks had expected a rise.",
    "A storm in the Gulf of Mexico closed twelve platforms.",
    "The company will publish its results in March.",
    "Its chairman did not want to comment.",
    "Electric cars are sold in greater numbers than before.",
    "Airlines complain about taxes and about fuel.",
    "A new pipeline is to be built by 2031.",
    "The minister of finance travels to Berlin.",
    "Investors remain nervous, said a trader.",
)

PERSIAN_SIDE = tuple(source for source, _ in STORY)
ENGLISH_SIDE = tuple(target for _, target in STORY)
