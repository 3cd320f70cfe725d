"""Letters as programs really write them, made by hand. `{to}`, `{id}` and `{quoted}` are filled in by tests."""

OUTLOOK_SV = """\
From: Bo Björk <bo@bjorkfors.example>
To: {to}
Subject: =?iso-8859-1?Q?SV=3A_Kan_du_hj=E4lpa=3F_Bonus_p=E5_personaloms=E4ttning?=
Date: Tue, 24 Nov 2026 10:12:00 +0100
Message-ID: <AM0PR01MB0001.eurprd01.prod.outlook.example>
In-Reply-To: {id}
References: {id}
Accept-Language: sv-SE, en-US
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="_000_A_"

--_000_A_
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Hej Anna!

Vi pr=F6vade bonus i tv=E5 =E5r. Oms=E4ttningen minskade, men m=E4tningen kostade mer =E4n den gav.

Med v=E4nlig h=E4lsning
Bo Bj=F6rk
Upphandlare
Bj=F6rkfors kommun | 0123-45 67 89

Fr=E5n: Krets <krets@localhost>
Skickat: den 24 november 2026 09:00
Till: Bo Bj=F6rk <bo@bjorkfors.example>
=C4mne: Kan du hj=E4lpa? Bonus p=E5 personaloms=E4ttning

Anna Granlund, Grank=F6pings kommun fr=E5gar: hemligheten fr=E5n citatet

--_000_A_
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

<html><body><p>Hej Anna!</p><p>Vi pr=F6vade bonus i tv=E5 =E5r.</p></body></html>

--_000_A_--
"""

OUTLOOK_HTML_ONLY = """\
From: "Björk, Bo" <BO@bjorkfors.example>
To: {to}
Subject: SV: Kan du hjälpa?
Message-ID: <html-only@bjorkfors.example>
In-Reply-To: {id}
MIME-Version: 1.0
Content-Type: text/html; charset="windows-1252"
Content-Transfer-Encoding: quoted-printable

<html xmlns:o=3D"urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {{margin:0cm}} --></style=
></head><body lang=3D"SV"><div class=3D"WordSection1"><p class=3D"MsoNormal">V=E5r erfarenhet: m=E4t per kvartal =
=96 inte per m=E5nad.<o:p></o:p></p><p class=3D"MsoNormal"><o:p>&nbsp;</o:p></p><div style=3D"border:none;border-t=
op:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class=3D"MsoNormal"><b>Fr=E5n:</b> Krets &lt;krets@localhost&=
gt;<br><b>Skickat:</b> den 24 november 2026 09:00<br><b>Till:</b> Bo Bj=F6rk<br><b>=C4mne:</b> Kan du hj=E4lpa?</p=
></div><p class=3D"MsoNormal">hemligheten fr=E5n citatet</p></div></body></html>
"""

IPHONE_SV = """\
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64
From: Bo Björk <bo@bjorkfors.example>
Mime-Version: 1.0 (1.0)
Subject: Re: Kan du hjälpa?
Date: Tue, 24 Nov 2026 12:00:00 +0100
Message-Id: <9A3F-iphone@bjorkfors.example>
References: {id}
In-Reply-To: {id}
To: {to}
X-Mailer: iPhone Mail (21A329)

{base64}
"""

IPHONE_TEXT = """\
Ja, vi har det i avtalet med vår största leverantör.

Skickat från min iPhone

> 24 nov. 2026 kl. 09:00 skrev Krets <krets@localhost>:
>
> hemligheten från citatet
"""

GMAIL_FI = """\
MIME-Version: 1.0
From: Juha Järvinen <bo@bjorkfors.example>
Date: Tue, 24 Nov 2026 12:00:00 +0200
Message-ID: <CAF+gmail@mail.gmail.example>
Subject: Re: Voitko auttaa?
To: {to}
In-Reply-To: {id}
References: {id}
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: 8bit

Kokeilimme bonusta kaksi vuotta, ei vaikutusta.

Terveisin
Juha

ti 24. marrask. 2026 klo 10.00 Krets (krets@localhost) kirjoitti:

> hemligheten från citatet
>
"""

GMAIL_EN = """\
MIME-Version: 1.0
From: Bo <bo@bjorkfors.example>
Message-ID: <CAF+gmail-en@mail.gmail.example>
Subject: Re: Can you help?
To: {to}
In-Reply-To: {id}
Content-Type: multipart/mixed; boundary="mix"

--mix
Content-Type: multipart/alternative; boundary="alt"

--alt
Content-Type: text/plain; charset="UTF-8"

Here is our clause.

On Tue, Nov 24, 2026 at 9:00 AM Krets <krets@localhost> wrote:

> hemligheten från citatet

--alt
Content-Type: text/html; charset="UTF-8"

<div dir="ltr">Here is our clause.</div>
--alt--
--mix
Content-Type: application/pdf; name*0*=UTF-8''Kravtext%20om%20; name*1*=oms%C3%A4ttning.pdf
Content-Disposition: attachment; filename*0*=UTF-8''Kravtext%20om%20; filename*1*=oms%C3%A4ttning.pdf
Content-Transfer-Encoding: base64

JVBERi0xLjQKJSVFT0YK
--mix
Content-Type: image/png; name="image001.png"
Content-Disposition: inline; filename="image001.png"
Content-ID: <image001.png@01D>
Content-Transfer-Encoding: base64

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
--mix--
"""

OUT_OF_OFFICE = """\
From: Bo Björk <bo@bjorkfors.example>
To: {to}
Subject: {subject}
Message-ID: <ooo@bjorkfors.example>
In-Reply-To: {id}
{header}Content-Type: text/plain; charset=utf-8

Jag är åter på måndag.
"""

BOUNCE = """\
Return-Path: <>
From: MAILER-DAEMON@mx.bjorkfors.example (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"
Message-Id: <bounce-1@mx.bjorkfors.example>

--B
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.bjorkfors.example

Final-Recipient: rfc822; bo@bjorkfors.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status} something

--B
Content-Type: message/rfc822

From: Krets <krets@localhost>
To: bo@bjorkfors.example
Subject: Kan du hjälpa?
Message-ID: {id}

text

--B--
"""

BOUNCE_IN_WORDS = """\
From: Postmaster <postmaster@bjorkfors.example>
To: {to}
Subject: Olevererbart: Kan du hjälpa?
Message-ID: <words@bjorkfors.example>
Content-Type: text/plain; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

Meddelandet kunde inte levereras. Fel 5.1.1: mottagaren finns inte.
Message-ID: {id}
"""


def plain(text: str, *, sender: str = "bo@bjorkfors.example", to: str, id: str = "", more: str = "") -> bytes:
    """A letter without anything special, for what is not about programs."""
    refers = f"In-Reply-To: {id}\n" if id else ""
    own = f"Message-ID: <p{abs(hash(text))}@b.example>\n"
    head = f"{more}From: Bo <{sender}>\nTo: {to}\nSubject: SV: hej\n{own}{refers}"
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode()


def filled(template: str, **words: str) -> bytes:
    return template.format(**words).replace("\n", "\r\n").encode()
