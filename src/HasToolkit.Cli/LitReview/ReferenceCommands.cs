using System.CommandLine;
using LitReview.Citations;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>What is in a review, one by one, and all that happened; the opinion of another reader stays hidden as on the pages.</summary>
internal sealed class ReferenceCommands(CliApp app)
{
    private const int UsualPage = 50;
    private const int UsualEvents = 60;

    private readonly Argument<string> _review = ReviewInput.ReviewArgument();

    public Command List()
    {
        var words = ReviewInput.Text("--texte", "Mots du titre, auteur, année, DOI ou PMID.", "MOTS");
        var filter = ReviewInput.Text(
            "--issue", "a-lire (par --par), mes-avis, retenues, ecartees, incluses ou doublons ; toutes par défaut.", "ISSUE");
        var page = new Option<int>("--page")
        {
            Description = "Page montrée ; --json les donne toutes.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        return app.Does(
            new CliCommand(
                "references", "Liste les références d’une revue, et ce qu’elles sont devenues.",
                "has litreview references R-2026-0001 --issue a-lire --par claire-martin",
                "has litreview references R-2026-0001 --texte \"durand 2021\"")
            {
                _review, words, filter, page,
            },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, _review);
                var asked = run.Word(
                    filter, ("a-lire", RecordFilter.ToRead), ("mes-avis", RecordFilter.Read), ("retenues", RecordFilter.Kept),
                    ("ecartees", RecordFilter.SetAside), ("incluses", RecordFilter.Included), ("doublons", RecordFilter.Duplicates)) ?? RecordFilter.All;
                var reader = asked is RecordFilter.ToRead or RecordFilter.Read ? ReviewInput.Signer(run) : ReviewInput.Reader(run);
                var candidates = run.Text(words) is { } text
                    ? (await reviews.Queries.FindAsync(known.Id, text, run.Stop)).Select(known.Find).OfType<RecordState>()
                    : known.Records;
                var all = candidates.Where(record => known.Shows(record, asked, reader)).ToList();
                var shown = run.WantsJson ? all : [.. all.Skip((Math.Max(1, run.Get(page)) - 1) * UsualPage).Take(UsualPage)];
                var citations = await reviews.Queries.CitationsAsync(known.Id, [.. shown.Select(record => record.Number)], run.Stop);
                Show(run, known, shown, citations);
                var pages = (all.Count + UsualPage - 1) / UsualPage;
                run.Terminal.Done(French.Count(all.Count, "référence")
                    + (pages > 1 && !run.WantsJson ? $" ; page {French.Number(Math.Max(1, run.Get(page)))} sur {French.Number(pages)}." : "."));
                return ExitCodes.Ok;
            });
    }

    public Command Record()
    {
        var number = ReviewInput.NumberArgument();
        return app.Does(
            new CliCommand(
                "record", "Montre une référence : notices, avis, notes, étiquettes, et ce qui s’est passé.",
                "has litreview record R-2026-0001 12 --par claire-martin")
            {
                _review, number,
            },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, _review);
                var record = ReviewInput.Record(known, run.Get(number));
                var members = known.Groups().GetValueOrDefault(record.Number, [record.Number]);
                var told = new Told(
                    (await reviews.Queries.CitationsAsync(known.Id, [record.Number], run.Stop))[record.Number],
                    [.. (await reviews.Queries.SourcesAsync(known.Id, members, run.Stop)).OrderBy(source => source.Key)],
                    await reviews.Queries.HistoryAsync(known.Id, record.Number, run.Stop));
                if (run.WantsJson)
                    run.Terminal.Json(JsonOf(run, known, record, told));
                else
                    Show(run, known, record, told);
                return ExitCodes.Ok;
            });
    }

    public Command Journal()
    {
        var last = new Option<int>("--derniers")
        {
            Description = $"Combien d’événements, les derniers d’abord ; {UsualEvents} par défaut.",
            HelpName = "NOMBRE",
            DefaultValueFactory = _ => UsualEvents,
        };
        return app.Does(
            new CliCommand(
                "journal", "Raconte ce qui a été fait, le dernier événement d’abord ; rien ne s’efface.",
                "has litreview journal R-2026-0001 --derniers 20 --par claire-martin")
            {
                _review, last,
            },
            async run =>
            {
                if (run.Get(last) < 1)
                    throw new InputException($"--derniers : {run.Get(last)} ne convient pas ; un nombre d’événements à partir de 1 est attendu.");
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, _review);
                var events = await reviews.Queries.JournalAsync(known.Id, take: run.Get(last), cancellationToken: run.Stop);
                if (run.WantsJson)
                {
                    run.Terminal.Json(new
                    {
                        Id = known.Id.Value,
                        known.Version,
                        Events = events.Select(one => JsonOf(run, known, one, record: null)),
                    });
                    return ExitCodes.Ok;
                }

                foreach (var one in events)
                    run.Terminal.Show(Layout.Indented(SentenceOf(run, known, one, record: null), by: 0));
                run.Terminal.Done($"{French.Count(known.Version, "événement")} en tout.");
                return ExitCodes.Ok;
            });
    }

    private static void Show(Run run, Review review, IReadOnlyList<RecordState> records, IReadOnlyDictionary<int, Citation> citations)
    {
        ReviewerId? reader = run.PersonTyped is { } person ? new ReviewerId(person) : null;
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                Id = review.Id.Value,
                References = records.Select(record => new
                {
                    record.Number,
                    Title = ReviewInput.TitleOf(citations, record.Number),
                    citations.GetValueOrDefault(record.Number)?.Year,
                    citations.GetValueOrDefault(record.Number)?.Doi,
                    Source = review.Imports[record.Import].Records.Source.Name,
                    record.DuplicateOf,
                    record.Tags,
                    Issue = ReviewText.Issue(review, record, reader),
                }),
            });
            return;
        }

        var table = Layout.Table(">!N°", "Titre", ">!Année", "Source", "Issue");
        foreach (var record in records)
        {
            table.With(
                French.Number(record.Number), ReviewInput.TitleOf(citations, record.Number), $"{citations.GetValueOrDefault(record.Number)?.Year}",
                review.Imports[record.Import].Records.Source.Name, ReviewText.Issue(review, record, reader));
        }

        if (records.Count > 0)
            run.Terminal.Show(table);
    }

    private static void Show(Run run, Review review, RecordState record, Told told)
    {
        var reader = ReviewInput.Reader(run);
        run.Terminal.Show(Layout.Heading($"n° {record.Number} · {(told.Citation.Title.Length == 0 ? "[Sans titre]" : told.Citation.Title)}"));
        run.Terminal.Show(Layout.Indented(DocxReport.Reference(told.Citation)));
        run.Terminal.Show(Layout.Indented(told.Citation.Abstract.Length == 0 ? "Sans résumé." : told.Citation.Abstract));
        run.Terminal.Show(Layout.Pairs(
        [
            .. told.Sources.Select(source => ($"Notice n° {source.Key}", SourceOf(review, review.Find(source.Key)!))),
            ("Issue", ReviewText.Issue(review, record, run.PersonTyped is null ? null : reader)),
            .. StagesOf(review, record).SelectMany(stage => review.VotesSeenBy(record, stage, reader)
                .Select(vote => ($"Avis, {ReviewText.Of(stage)}", ReviewInput.Told(vote)))),
            .. Settled(review, record).Select(one => (
                $"Tranché, {ReviewText.Of(one.Stage)}",
                $"{one.Resolution.Person} : {ReviewText.Of(one.Resolution.Verdict)}. {one.Resolution.Comment}")),
            ("Texte intégral", record.FullText?.FileName ?? (record.NotRetrieved is { } missing ? $"introuvable : {missing}" : "")),
            ("Niveau de preuve", record.Appraisal is { } appraisal ? ReviewText.Of(appraisal) : ""),
            ("Étiquettes", string.Join(", ", record.Tags)),
            .. record.Notes.Select(note => ("Note", $"{note.Text} ({note.Person}, {French.Instant(note.At)})")),
        ]));
        foreach (var one in told.History)
            run.Terminal.Show(Layout.Indented(SentenceOf(run, review, one, record.Number)));
    }

    private static object JsonOf(Run run, Review review, RecordState record, Told told) => new
    {
        Id = review.Id.Value,
        record.Number,
        told.Citation.Title,
        Reference = DocxReport.Reference(told.Citation),
        told.Citation.Abstract,
        told.Citation.Year,
        told.Citation.Doi,
        told.Citation.PubMedId,
        record.DuplicateOf,
        Sources = told.Sources.Select(source => new { Number = source.Key, source.Value.Source.File, source.Value.Source.Raw }),
        Opinions = StagesOf(review, record).SelectMany(stage => review.VotesSeenBy(record, stage, ReviewInput.Reader(run)).Select(vote => new
        {
            Stage = stage,
            Reader = vote.Reviewer.Value,
            vote.Verdict,
            vote.Reason,
        })),
        Settled = Settled(review, record).Select(one => new
        {
            one.Stage,
            Person = one.Resolution.Person.Value,
            one.Resolution.Verdict,
            one.Resolution.Reason,
            one.Resolution.Comment,
        }),
        record.FullText,
        record.NotRetrieved,
        record.Tags,
        Notes = record.Notes.Select(note => new { Person = note.Person.Value, note.At, note.Text }),
        History = told.History.Select(one => JsonOf(run, review, one, record.Number)),
    };

    private static object JsonOf(Run run, Review review, RecordedReviewEvent one, int? record) =>
        new { one.Version, one.At, Person = one.Person.Value, Text = ReviewText.Of(review, one, ReviewInput.Reader(run), record) };

    private static string SentenceOf(Run run, Review review, RecordedReviewEvent one, int? record) =>
        $"n° {one.Version} · {French.Instant(one.At)} · {one.Person} {ReviewText.Of(review, one, ReviewInput.Reader(run), record)}";

    private static string SourceOf(Review review, RecordState record)
    {
        var import = review.Imports[record.Import].Records;
        return $"{import.Source.Name}, « {import.File} »" + (record.IsStanding
            ? ""
            : $", liée par {(record.IsDuplicateByTool ? "l’outil" : "une personne")}{(record.LinkReason is { } why ? $" : {why}" : "")}");
    }

    private static IEnumerable<(Stage Stage, Resolution Resolution)> Settled(Review review, RecordState record)
    {
        foreach (var stage in StagesOf(review, record))
        {
            if (record.ResolutionOf(stage) is { } resolution)
                yield return (stage, resolution);
        }
    }

    private static IEnumerable<Stage> StagesOf(Review review, RecordState record) =>
        review.IsForFullText(record) ? [Stage.TitleAbstract, Stage.FullText] : record.IsStanding ? [Stage.TitleAbstract] : [];

    /// <summary>All that is told of one reference.</summary>
    private sealed record Told(
        Citation Citation, IReadOnlyList<KeyValuePair<int, Citation>> Sources, IReadOnlyList<RecordedReviewEvent> History);
}
