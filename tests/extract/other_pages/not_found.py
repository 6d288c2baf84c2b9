"""Pages that say that nothing is there, that a story was taken down, or that something broke, with status 200."""

from __future__ import annotations

from tests.extract.other_pages.frame import SITE, Case, bare, framed

_TOLD = (
    ("en", "Page not found | The Courier", "Sorry, we can't find that page", "It may have moved, or the address may be wrong."),
    ("en", "The Courier", "404", "Oops! That page can't be found. It looks like nothing was found at this location."),
    ("en", "Error 404 - The Courier", "We're sorry", "The page you were looking for doesn't exist or has been moved. Try our search or go to the homepage."),
    ("de", "Seite nicht gefunden - Kurier", "Fehler 404", "Die von Ihnen aufgerufene Seite wurde leider nicht gefunden. Möglicherweise ist der Link veraltet."),
    ("de", "Kurier", "Diese Seite existiert nicht (mehr)", "Der Artikel wurde gelöscht oder ist nicht mehr verfügbar. Hier geht es zur Startseite."),
    ("fr", "Page introuvable - Le Courrier", "Oups !", "La page que vous cherchez n'existe pas ou n'est plus disponible."),
    ("fr", "Erreur 404 | Le Courrier", "Cette page est introuvable", "Retournez à l'accueil ou utilisez la recherche."),
    ("es", "Página no encontrada - El Correo", "¡Vaya! Error 404", "Lo sentimos, la página que buscas no existe o ha sido eliminada."),
    ("es", "El Correo", "No encontramos la página que buscas", "Puede que el enlace haya caducado o que la dirección esté mal escrita."),
    ("it", "Pagina non trovata - Il Corriere", "Errore 404", "La pagina che stai cercando non esiste o è stata rimossa."),
    ("pt", "Página não encontrada - O Correio", "Ops!", "A página que você procura não existe ou foi removida."),
    ("nl", "Pagina niet gevonden - Kustblad", "Deze pagina bestaat niet", "De pagina die u zoekt is verplaatst of verwijderd."),
    ("pl", "Nie znaleziono strony - Kurier", "Błąd 404", "Strona, której szukasz, nie istnieje lub została usunięta."),
    ("sv", "Sidan hittades inte - Kustbladet", "Hoppsan!", "Sidan du letar efter finns inte längre eller har flyttats."),
    ("da", "Siden blev ikke fundet - Kystavisen", "Øv!", "Den side, du leder efter, findes ikke længere."),
    ("no", "Siden finnes ikke - Kystavisen", "Beklager", "Vi fant ikke siden du leter etter."),
    ("fi", "Sivua ei löytynyt - Rannikko", "Hups!", "Etsimääsi sivua ei löytynyt. Se on ehkä poistettu."),
    ("cs", "Stránka nenalezena - Kurýr", "Chyba 404", "Stránka, kterou hledáte, neexistuje nebo byla přesunuta."),
    ("tr", "Sayfa bulunamadı - Kurye", "404", "Aradığınız sayfa bulunamadı ya da kaldırılmış olabilir."),
    ("ru", "Страница не найдена - Вестник", "Ошибка 404", "Запрашиваемая страница не существует или была удалена."),
    ("ja", "ページが見つかりません｜港新聞", "お探しのページは見つかりませんでした", "記事は掲載期間を過ぎたか、削除された可能性があります。"),
    ("zh", "页面不存在 - 海港报", "抱歉，您访问的页面不存在", "该页面可能已被删除或移动。"),
    ("ko", "페이지를 찾을 수 없습니다 - 항구일보", "요청하신 페이지를 찾을 수 없습니다", "주소가 변경되었거나 삭제되었을 수 있습니다."),
    ("ar", "الصفحة غير موجودة - البريد", "خطأ 404", "عذرا، الصفحة التي تبحث عنها غير موجودة."),
    ("el", "Η σελίδα δεν βρέθηκε - Ταχυδρόμος", "404", "Η σελίδα που ζητήσατε δεν βρέθηκε ή έχει μετακινηθεί."),
    ("hu", "Az oldal nem található - Hírlap", "Hiba", "A keresett oldal nem található vagy törölték."),
    ("uk", "Сторінку не знайдено - Вісник", "404", "На жаль, сторінку, яку ви шукаєте, не знайдено."),
)  # fmt: skip

_TAKEN_DOWN = (
    ("en", "This story is no longer available | The Courier", "This story is no longer available", "The article you are looking for has been removed or has expired."),
    ("en", "Article removed | The Courier", "Article removed", "This article has been removed at the request of a person named in it."),
    ("en", "410 Gone", "Gone", "The requested resource is no longer available on this server."),
    ("en", "Ferry returns to Port Ellis | The Courier", "Ferry returns to Port Ellis", "This story was withdrawn on 5 March. We have removed this story because it did not meet our standards."),
    ("de", "Artikel nicht mehr verfügbar - Kurier", "Artikel nicht mehr verfügbar", "Aus rechtlichen Gründen haben wir den Artikel gelöscht."),
    ("de", "Kurier", "Hinweis der Redaktion", "Dieser Beitrag wurde gelöscht. Die Verweildauer ist abgelaufen, der Beitrag wurde depubliziert."),
    ("fr", "Le Courrier", "Cet article n'est plus disponible", "L'article a été retiré à la demande de son auteur."),
    ("es", "El Correo", "Aviso", "Esta noticia ha sido eliminada a petición de la familia."),
    ("it", "Il Corriere", "Articolo non più disponibile", "Questo articolo è stato rimosso dalla redazione."),
    ("pt", "O Correio", "Conteúdo removido", "Esta notícia foi removida por decisão judicial."),
    ("nl", "Kustblad", "Artikel verwijderd", "Dit artikel is verwijderd op verzoek van een betrokkene."),
    ("pl", "Kurier", "Artykuł został usunięty", "Redakcja wycofała tekst."),
    ("no", "Kystavisen", "Saken er avpublisert", "Redaktøren har trukket saken."),
    ("ja", "港新聞", "この記事は削除されました", "ご了承ください。"),
    ("ru", "Вестник", "Материал удалён", "Материал удалён по решению суда."),
)  # fmt: skip

NOT_FOUND = (
    *(
        Case(
            f"taken down in {lang}: {heading}, {text}",
            "gone",
            framed(title, f"<h1>{heading}</h1><p>{text}</p>", lang=lang, boxed=bool(number % 2)),
        )
        for number, (lang, title, heading, text) in enumerate(_TAKEN_DOWN)
    ),
    *(
        Case(
            f"not found in {lang}: {title}",
            "missing",
            framed(title, f"<h1>{heading}</h1><p>{text}</p>", lang=lang, boxed=bool(number % 2)),
        )
        for number, (lang, title, heading, text) in enumerate(_TOLD)
    ),
    Case(
        "not found, with the newest stories below",
        "missing",
        framed(
            "Page not found",
            "<h1>Page not found</h1><p>Perhaps one of these stories is what you were looking for:</p>"
            + "".join(
                f"<article><h3><a href=/news/{n}>Council votes on harbour plan {n}</a></h3><p>The council decided on "
                "Tuesday what to do about the pier, and when.</p><time datetime=2026-03-05>5 March</time></article>"
                for n in range(6)
            ),
        ),
    ),
    Case(
        "a video that was taken down",
        "missing",
        framed("Video unavailable", "<h1>Video unavailable</h1><p>This video is no longer available.</p>"),
    ),
    Case(
        "an archived story that was taken down",
        "missing",
        framed("The Courier", "<h1>Article not found</h1><p>The story may have been archived. Search the archive.</p>"),
    ),
    Case(
        "not found at an address that says so",
        "missing",
        framed("The Courier", "<h1>Hmm.</h1><p>There is nothing here.</p><a href=/>Home</a>"),
        f"{SITE}/404.html",
    ),
    Case(
        "a server error",
        "empty",
        bare(
            "500 Internal Server Error", "<center><h1>500 Internal Server Error</h1></center><hr><center>nginx</center>"
        ),
    ),
    Case(
        "a server error in the frame of the site",
        "empty",
        framed(
            "Something went wrong | The Courier",
            "<h1>Something went wrong</h1><p>We are having technical problems. Please try again later.</p>",
        ),
    ),
    Case(
        "a bad gateway",
        "empty",
        bare(
            "courier.example | 502: Bad gateway",
            "<h1>Bad gateway <span>Error code 502</span></h1><p>The web server reported a bad gateway error.</p>"
            "<h2>What can I do?</h2><p>Please try again in a few minutes.</p>",
        ),
    ),
    Case(
        "maintenance",
        "empty",
        bare(
            "Down for maintenance",
            "<h1>We'll be back soon!</h1><p>Sorry for the inconvenience. We are performing scheduled maintenance at the "
            "moment.</p><p>— The Courier</p>",
        ),
    ),
    Case(
        "maintenance in German",
        "empty",
        bare(
            "Wartungsarbeiten",
            "<h1>Wartungsarbeiten</h1><p>Wegen Wartungsarbeiten ist diese Seite vorübergehend nicht erreichbar. Bitte "
            "versuchen Sie es später noch einmal.</p>",
            lang="de",
        ),
    ),
    Case(
        "a database that does not answer", "empty", bare("Error", "<h1>Error establishing a database connection</h1>")
    ),
)
