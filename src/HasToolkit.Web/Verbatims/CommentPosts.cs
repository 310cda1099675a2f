using System.Globalization;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Persistence;
using Verbatims.Nlp.Reading;
using Verbatims.Nlp.Search;

namespace HasToolkit.Web.Verbatims;

/// <summary>The forms of comments: each reads its fields, does one thing, and goes back to a page.</summary>
internal static class CommentPosts
{
    private const string NotYours = "Ce rôle ne fait pas cela. Changez de rôle en haut de la page.";

    private static readonly char[] Separators = ['\n', ','];

    public static void MapComments(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup("/commentaires").WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken);
        posts.MapPost("/", HandInAsync);
        posts.MapPost("/depot/{id:guid}", ConfirmAsync);
        posts.MapPost("/themes", TopicAsync);
        posts.MapPost("/{lot}/fichier", FileAsync);
        posts.MapPost("/{lot}/verser", CommentEvidence.HandOverAsync);
        posts.MapPost("/{lot}/lecture", ReadAsync);
        posts.MapPost("/{lot}/c/{number:long}", CorrectAsync);
        app.MapCommentFiles();
    }

    private static async Task<IResult> HandInAsync(
        HttpContext context, HandInShelf shelf, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        if (!CommentAccess.MayHandIn(acting.Role))
            return Refused<BatchesPage>(echo, "depot", NotYours, form);
        if (form.Files.Count == 0 || form.Files[0] is not { Length: > 0, FileName.Length: > 0 } upload)
            return Refused<BatchesPage>(echo, "depot", "Aucun fichier n’est choisi, ou il est vide. Choisissez un fichier, puis déposez-le.", form);

        HandIn one;
        await using (var content = upload.OpenReadStream())
            one = await shelf.AddAsync(content, upload.FileName, acting.Person.Name);
        try
        {
            // A file that cannot be read is refused at once, and not kept.
            using var source = await SourceFile.OpenAsync(shelf.PathOf(one), one.Choices);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            shelf.Remove(one.Id);
            return Refused<BatchesPage>(echo, "depot", e.Message, form);
        }

        return Results.LocalRedirect($"/commentaires/depot/{one.Id:N}");
    }

    private static async Task<IResult> ConfirmAsync(
        Guid id, HttpContext context, HandInShelf shelf, CommentWorker worker, CommentHost host, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        if (shelf.Find(id) is not { } one)
            return Results.NotFound();
        if (!CommentAccess.MayHandIn(acting.Role))
            return RefusedHandIn(echo, id, NotYours, form);
        if (form.Text("acte") == "retirer")
        {
            shelf.Remove(id);
            return new Recorded("/commentaires");
        }

        var chosen = one with { Choices = ChoicesOf(form), Mapping = MappingOf(form), Failure = null };
        try
        {
            using var source = await SourceFile.OpenAsync(shelf.PathOf(one), chosen.Choices);
            // Other choices may give other columns: those that are not there any more are proposed anew.
            var columns = source.Description.Columns;
            if (form.Text("acte") != "confirmer")
            {
                var isSame = chosen.Mapping!.Columns.All(columns.Contains);
                shelf.Keep(isSame ? chosen : chosen with { Mapping = source.Proposal with { ServiceForAll = chosen.Mapping.ServiceForAll } });
                return Results.LocalRedirect($"/commentaires/depot/{id:N}#apercu");
            }

            chosen.Mapping!.Check(columns);
            var batch = BatchIntake.IdOf(source, chosen.Mapping);
            var known = await host.Services.Queries.BatchesAsync();
            chosen = chosen with { Batch = batch.Value };
            shelf.Keep(chosen);
            worker.Ask(chosen);
            return known.Any(other => other.Id == batch && other.State == BatchState.Ready)
                ? Results.LocalRedirect($"/commentaires/{batch}?deja=1")
                : Results.LocalRedirect($"/commentaires/{batch}");
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return RefusedHandIn(echo, id, e.Message, form);
        }
    }

    private static async Task<IResult> FileAsync(
        string lot, HttpContext context, CommentHost host, HandInShelf shelf, CommentWorker worker, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        if (await FindAsync(host, lot) is not { } batch)
            return Results.NotFound();
        if (!CommentAccess.MayHandIn(acting.Role))
            return Refused<BatchFilePage>(echo, form.Text("acte"), NotYours, form, ("Lot", lot));
        if (form.Text("acte") == "reprendre")
        {
            if (shelf.All().FirstOrDefault(one => one.Batch == lot) is { } waiting)
            {
                shelf.Keep(waiting with { Failure = null });
                worker.Ask(waiting);
            }
            else
            {
                worker.Ask(batch.Id);
            }

            return Results.LocalRedirect($"/commentaires/{lot}");
        }

        try
        {
            await host.Services.Desk.ForgetAsync(batch.Id, acting.Person.Name, form.Text("motif"));
        }
        catch (InvalidDataException e)
        {
            return Refused<BatchFilePage>(echo, "effacer", e.Message, form, ("Lot", lot));
        }

        foreach (var one in shelf.All().Where(one => one.Batch == lot))
            shelf.Remove(one.Id);
        worker.Drop(batch.Id);
        return new Recorded("/commentaires");
    }

    private static async Task<IResult> ReadAsync(
        string lot, HttpContext context, CommentHost host, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        if (await FindAsync(host, lot) is not { } batch || form.Number("commentaire") is not { } number)
            return Results.NotFound();
        if (!CommentAccess.MayCorrect(acting.Role))
            return Refused<ReadingPage>(echo, "lecture", NotYours, form, ("Lot", lot));
        // The one that follows is looked for before the mark takes this one away.
        var queue = await host.Services.Queries.ToReadAsync(new CommentQuery(batch.Id));
        var next = queue.SkipWhile(one => one.Number != number).Skip(1).Select(one => (long?)one.Number).FirstOrDefault();
        try
        {
            await host.Services.Desk.MarkAsync(new CommentKey(batch.Id, number), isRead: true, acting.Person.Name);
        }
        catch (InvalidDataException e)
        {
            return Refused<ReadingPage>(echo, "lecture", e.Message, form, ("Lot", lot));
        }

        return Results.LocalRedirect(CommentPlaces.And(
            $"/commentaires/{lot}/lecture", ("n", next?.ToString(CultureInfo.InvariantCulture)),
            ("lu", number.ToString(CultureInfo.InvariantCulture))));
    }

    private static async Task<IResult> CorrectAsync(
        string lot, long number, HttpContext context, CommentHost host, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        if (await FindAsync(host, lot) is not { } batch)
            return Results.NotFound();
        var key = new CommentKey(batch.Id, number);
        var act = form.Text("acte");
        if (!CommentAccess.MayCorrect(acting.Role))
            return Refused<OneComment>(echo, act, NotYours, form, ("Lot", lot), ("Number", number));
        try
        {
            if (act is "lu" or "a-lire")
            {
                await host.Services.Desk.MarkAsync(key, act == "lu", acting.Person.Name);
            }
            else
            {
                var said = TopicsOf(form, host);
                var tone = CommentQuery.ToneOf(form.Text("tonalite"));
                bool? isAlert = form.Text("alerte") switch { "oui" => true, "non" => false, _ => null };
                if (tone is null && said is null && isAlert is null)
                {
                    return Refused<OneComment>(
                        echo, act, "Vous n’avez rien changé. Choisissez une tonalité, des thèmes, ou dites s’il est à lire d’abord.", form,
                        ("Lot", lot), ("Number", number));
                }

                await host.Services.Desk.CorrectAsync(key, tone, said, isAlert, acting.Person.Name);
            }
        }
        catch (InvalidDataException e)
        {
            return Refused<OneComment>(echo, act, e.Message, form, ("Lot", lot), ("Number", number));
        }

        return new Recorded(CommentPlaces.Of(key));
    }

    private static async Task<IResult> TopicAsync(HttpContext context, CommentHost host, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(context, current);
        if (!CommentAccess.MayKeepTopics(acting.Role))
            return Refused<TopicsPage>(echo, "theme", NotYours, form);
        var code = form.Text("code").ToUpperInvariant();
        if (form.Text("acte") == "retirer")
        {
            await host.Services.Desk.DropAsync(code);
            return new Recorded("/commentaires/themes");
        }

        var topic = new OwnTopic(
            code, form.Text("libelle"), form.Text("definition"),
            [.. form.Text("mots").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
        try
        {
            if (host.TopicNames.ContainsKey(code))
                throw new InvalidDataException($"Le code {code} est déjà celui d’un thème de la grille. Choisissez-en un autre.");
            if (form.Text("acte") == "voir")
            {
                topic.Check();
                return DossierPosts.Again<TopicsPage>(StatusCodes.Status200OK, (nameof(TopicsPage.Draft), topic));
            }

            await host.Services.Desk.KeepAsync(topic);
        }
        catch (InvalidDataException e)
        {
            return Refused<TopicsPage>(echo, "theme", e.Message, form);
        }

        return new Recorded("/commentaires/themes");
    }

    /// <summary>The batch of an address; null when there is none.</summary>
    internal static Task<Batch?> FindAsync(CommentHost host, string lot) => host.Services.Queries.FindAsync(new BatchId(lot));

    private static IResult Refused<TPage>(
        FormEcho echo, string name, string message, IFormCollection form, params (string Name, object? Value)[] values)
    {
        echo.Refuse(name, message, form);
        return DossierPosts.Again<TPage>(
            message == NotYours ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity, values);
    }

    private static IResult RefusedHandIn(FormEcho echo, Guid id, string message, IFormCollection form) =>
        Refused<HandInPage>(echo, "depot", message, form, (nameof(HandInPage.Id), id));

    private static SourceChoices ChoicesOf(IFormCollection form) => new(
        OrNull(form, "encodage"),
        form.Text("separateur") switch { "" => null, "tab" => '\t', var sign => sign[0] },
        OrNull(form, "feuille"),
        form.Text("entete") switch { "oui" => true, "non" => false, _ => null });

    private static ColumnMapping MappingOf(IFormCollection form) => new(
        Column(form, "texte"), Column(form, "positif"), Column(form, "negatif"), Column(form, "id"), Column(form, "champ"),
        Column(form, "date"), Column(form, "service"), Column(form, "etablissement"), Column(form, "score"), OrNull(form, "service-pour-tous"));

    // A name of a column may begin or end with spaces.
    private static string? Column(IFormCollection form, string word) =>
        form[$"col-{word}"].ToString() is { Length: > 0 } column ? column : null;

    private static string? OrNull(IFormCollection form, string name) => form.Text(name) is { Length: > 0 } text ? text : null;

    // The topics count as said when the person says so, or when they are not those that the page showed.
    private static List<TopicLabel>? TopicsOf(IFormCollection form, CommentHost host)
    {
        var ticked = form["themes"].Select(text => TopicLabel.Read(text ?? "")).OfType<TopicLabel>()
            .Where(topic => host.TopicNames.ContainsKey(topic.Code)).Distinct().ToList();
        var seen = form.Text("themes-vus").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(TopicLabel.Read).OfType<TopicLabel>();
        return form.Text("themes-justes") == "oui" || !ticked.ToHashSet().SetEquals(seen) ? ticked : null;
    }
}
