"""Words in names of files that say what a document is, in the languages of the roads around the Baltic and on."""

from fleetdesk.domain.documents import DocumentType

# Without accents and in lower case, as names are compared; each a word or words that follow one another.
WORDS: dict[DocumentType, tuple[str, ...]] = {
    DocumentType.CMR: (
        "cmr", "ecmr", "e cmr", "frachtbrief", "consignment note", "waybill", "veokiri", "saatekiri", "vaztarastis",
        "fraktsedel", "fragtbrev", "fraktbrev", "list przewozowy", "nakladni list", "lettre de voiture",
    ),
    DocumentType.DELIVERY_NOTE: (
        "delivery note", "deliverynote", "packing list", "packing slip", "saateleht", "lieferschein", "pavadzime",
        "rahtikirja", "lahete", "dodaci list", "foljesedel", "folgeseddel", "følgeseddel", "dokument wz", "wz",
        "bon de livraison", "albaran", "pakbon", "накладная",
    ),
    DocumentType.ORDER: (
        "order", "tellimus", "bestellung", "auftrag", "transportauftrag", "tilaus", "pasutijums", "uzsakymas",
        "objednavka", "zamowienie", "zlecenie", "bestallning", "заказ", "заявка",
    ),
}  # fmt: skip
SIGNATURE = (
    "signature", "allkiri", "allekirjoitus", "unterschrift", "podpis", "paraksts", "parasas", "underskrift",
    "namnteckning", "handtekening", "подпись",
)  # fmt: skip
PARTIES: dict[DocumentType, tuple[str, ...]] = {
    DocumentType.SENDER_SIGNATURE: (
        "sender", "shipper", "consignor", "saatja", "lahettaja", "absender", "versender", "nadawca", "odesilatel",
        "nosutitajs", "siuntejas", "avsandare", "afsender", "отправитель",
    ),
    DocumentType.CARRIER_SIGNATURE: (
        "carrier", "driver", "vedaja", "juht", "autojuht", "kuljettaja", "kuljetusliike", "fahrer", "frachtfuhrer",
        "przewoznik", "kierowca", "dopravce", "ridic", "parvadatajs", "vezejas", "forare", "перевозчик", "водитель",
    ),
    DocumentType.RECEIVER_SIGNATURE: (
        "receiver", "consignee", "recipient", "saaja", "vastuvotja", "vastaanottaja", "empfanger", "odbiorca",
        "prijemce", "sanemejs", "gavejas", "mottagare", "modtager", "получатель",
    ),
}  # fmt: skip
