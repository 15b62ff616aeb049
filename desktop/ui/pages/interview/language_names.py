"""Each language named in itself, as whoever reads it looks for it; one that is not here is called by its code."""

LANGUAGES = {
    "ar": "العربية",
    "en": "English",
    "fr": "Français",
    "ur": "اردو",
    "fa": "فارسی",
    "tr": "Türkçe",
    "id": "Indonesia",
    "bn": "বাংলা",
    "hi": "हिन्दी",
    "ku": "Kurdî",
    "so": "Soomaali",
    "sw": "Kiswahili",
    "am": "አማርኛ",
    "es": "Español",
}
