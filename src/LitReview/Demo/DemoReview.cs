using System.Text.Json;
using System.Text.Json.Serialization;
using LitReview.Citations;
using LitReview.Extraction;
using LitReview.Reviews;

namespace LitReview.Demo;

/// <summary>A fictional review, half read by two people, through the same desk and the same rules as a real one.</summary>
public static class DemoReview
{
    private const int ReadByFirst = 27;
    private const int ReadBySecond = 24;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Creates the review when there is none at all.</summary>
    /// <param name="services">The services.</param>
    /// <param name="first">One reader.</param>
    /// <param name="second">The other.</param>
    /// <param name="third">Who settles what they judge differently.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>True when it was created.</returns>
    public static async Task<bool> SeedAsync(
        LitReviewServices services, ReviewerId first, ReviewerId second, ReviewerId third, CancellationToken cancellationToken = default)
    {
        if ((await services.Queries.ReviewsAsync(cancellationToken)).Count > 0)
            return false;
        var references = References();
        var created = Done(await services.Desk.CreateAsync(new CreateReview(Protocol), first, Guid.NewGuid(), cancellationToken));
        var seed = new Seed(services, created.Id, references, cancellationToken);
        foreach (var source in Sources)
            await seed.ImportAsync(source, first);
        var duplicates = references.Index().Where(entry => entry.Item.Repeats is not null)
            .Select(entry => new RecordLink(entry.Index + 1, entry.Item.Repeats!.Value, "même titre, mêmes auteurs, même année")).ToList();
        await seed.DoAsync(new LinkDuplicates(duplicates[1..2], ByTool: true, "rapprochement des références"), first);
        await seed.DoAsync(new LinkDuplicates(duplicates[2..], ByTool: false, "décidé en comparant les deux références"), second);
        // Two pairs are left for the visitor: a slightly different title, and a congress abstract of an article.
        await seed.DoAsync(
            new ProposeDuplicates(
            [
                duplicates[0] with { Reason = "titres voisins, mêmes auteurs, même année" },
                new RecordLink(28, 14, "titres voisins, mêmes auteurs, même année ; l’une est une communication de congrès"),
            ]), first);
        await seed.ReadAsync(first, ReadByFirst, number => number is 6 or 15);
        await seed.ReadAsync(second, ReadBySecond, number => number is 6 or 19 or 22);
        await seed.SettleOneAsync(third);
        await seed.ReadFullTextsAsync(first, second);
        await seed.StudyAsync(first, second);
        return true;
    }

    private static Protocol Protocol => new()
    {
        Title = "Télésurveillance de l’insuffisance cardiaque (fictif)",
        Question = "La télésurveillance médicale réduit-elle la mortalité et les hospitalisations des patients insuffisants cardiaques ?",
        Pico = new Pico(
            "Adultes insuffisants cardiaques", "Télésurveillance médicale à domicile", "Suivi habituel",
            "Mortalité toutes causes, hospitalisations non programmées, qualité de vie"),
        InclusionCriteria = ["Étude comparative ou revue systématique", "Patients insuffisants cardiaques", "Transmission de mesures à distance"],
        ExclusionCriteria = ["Protocole sans résultat", "Lettre, éditorial, erratum"],
        Reasons = ["Population", "Intervention", "Type d’étude", "Pas de résultat"],
        Words =
        [
            new WordGroup(WordKind.Population, ["insuffisan* cardiaque*", "heart failure"]),
            new WordGroup(WordKind.Intervention, ["télésurveill*", "telemonitor*", "remote monitoring", "connecté*"]),
            new WordGroup(WordKind.Comparator, ["suivi habituel", "usual care"]),
            new WordGroup(WordKind.Outcome, ["mortalit*", "hospitali*", "qualité de vie", "quality of life"]),
            new WordGroup(WordKind.For, ["randomis*"]),
            new WordGroup(WordKind.Against, ["protocol", "erratum", "letter"]),
        ],
    };

    private static IReadOnlyList<SearchSource> Sources { get; } =
    [
        new("MEDLINE", SourceKind.Database, "PubMed", new DateOnly(2026, 10, 5),
            "(\"heart failure\"[mh] OR \"insuffisance cardiaque\") AND (telemonitor* OR télésurveill* OR \"remote monitoring\")", 24),
        new("Embase", SourceKind.Database, "Embase.com", new DateOnly(2026, 10, 5), "'heart failure'/exp AND 'telemonitoring'/exp", 14),
        new("Registre d’essais fictif", SourceKind.Register, null, new DateOnly(2026, 10, 6), "insuffisance cardiaque ET télésurveillance", 2),
    ];

    private static IReadOnlyList<Reference> References()
    {
        using var stream = typeof(DemoReview).Assembly.GetManifestResourceStream("demo/references-fictives.json")
            ?? throw new InvalidOperationException("The fictional references are missing from the assembly.");
        return JsonSerializer.Deserialize<IReadOnlyList<Reference>>(stream, Options)!;
    }

    private static Review Done(ReviewResult result) => result switch
    {
        ReviewResult.Done(var review, _) => review,
        ReviewResult.Refused(var reason) => throw new InvalidOperationException($"The demonstration is refused: {reason.Message}"),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };

    private sealed record Reference(
        string Source, string Title, IReadOnlyList<string> Authors, string? Journal, int Year, bool Relevant, CitationKind Kind,
        string Language, string Abstract = "", int? Repeats = null)
    {
        public Citation Citation(int ordinal, string file)
        {
            return new Citation
            {
                Kind = Kind,
                Title = Title,
                Authors = [.. Authors.Select(Author)],
                Journal = Journal,
                Year = Year,
                Abstract = Abstract,
                Language = Language,
                Source = new SourceRecord(file, "Exemple fictif", null, ordinal, ordinal, $"{string.Join("; ", Authors)} ({Year}). {Title}"),
            };

            static CitationAuthor Author(string name) => name.Split(", ") is [var family, var given]
                ? new CitationAuthor(family, given)
                : new CitationAuthor(name, "", name.StartsWith("Groupe", StringComparison.Ordinal));
        }
    }

    private sealed class Seed(
        LitReviewServices services, ReviewId id, IReadOnlyList<Reference> references, CancellationToken cancellationToken)
    {
        public async Task ImportAsync(SearchSource source, ReviewerId person)
        {
            var file = $"exemple-{source.Name.Split(' ')[0].ToLowerInvariant()}.ris";
            var citations = references.Where(reference => reference.Source == source.Name)
                .Select((reference, index) => reference.Citation(index + 1, file)).ToList();
            Done(await services.Desk.ImportAsync(id, source, file, citations, [], person, Guid.NewGuid(), cancellationToken));
        }

        public async Task DoAsync(ReviewCommand command, ReviewerId person) =>
            Done(await services.Desk.DoAsync(id, command, person, Guid.NewGuid(), cancellationToken: cancellationToken));

        /// <summary>Reads in the order that is suggested; the verdict is the known one, but for the references that it names.</summary>
        public async Task ReadAsync(ReviewerId reader, int count, Func<int, bool> judgesOtherwise)
        {
            for (var read = 0; read < count; read++)
            {
                var review = (await services.Queries.ReviewAsync(id, cancellationToken))!;
                if (await services.Rooms.NextAsync(review, reader, cancellationToken) is not { } next)
                    return;
                var reference = references[next.Number - 1];
                var isKept = reference.Relevant != judgesOtherwise(next.Number);
                var reason = isKept ? null : reference.Abstract.Length == 0 ? "Type d’étude" : "Population";
                Done(await services.DoAsync(
                    id, new JudgeRecord(next.Number, Stage.TitleAbstract, isKept ? Verdict.Include : Verdict.Exclude, reason), reader,
                    Guid.NewGuid(), cancellationToken: cancellationToken));
            }
        }

        public async Task SettleOneAsync(ReviewerId person)
        {
            var review = (await services.Queries.ReviewAsync(id, cancellationToken))!;
            if (review.Conflicts(Stage.TitleAbstract) is [var conflict, ..])
            {
                await DoAsync(
                    new ResolveConflict(conflict.Number, Stage.TitleAbstract, Verdict.Include, null, "La population répond au critère."), person);
            }
        }

        /// <summary>Appraises the first study, extracts it twice with one difference left to settle, and judges its risk of bias.</summary>
        public async Task StudyAsync(ReviewerId first, ReviewerId second)
        {
            const int Study = 1;
            await DoAsync(new AppraiseEvidence(Study, "ecr-forte-puissance", "", ""), first);
            foreach (var (reader, result) in new[] { (first, "Mortalité 8,1 % contre 10,9 %"), (second, "Mortalité 8,1 %") })
            {
                Done(await services.Studies.ExtractAsync(
                    id, Study,
                    [
                        new TypedValue("population", "Insuffisants cardiaques déjà hospitalisés", "Les réhospitalisations des patients insuffisants cardiaques restent fréquentes"),
                        new TypedValue("effectif", "1 240 patients", "Essai randomisé multicentrique, 1 240 patients"),
                        new TypedValue("intervention", "Balance et tensiomètre connectés", "une télésurveillance par balance et tensiomètre connectés"),
                        new TypedValue("comparateur", "Suivi habituel", "comparée au suivi habituel"),
                        new TypedValue("resultat", result, "La mortalité toutes causes est de 8,1 % contre 10,9 %"),
                        new TypedValue("duree", "Douze mois", "pendant douze mois"),
                        new TypedValue("financement", CheckedValue.NotReported),
                    ],
                    reader, Guid.NewGuid(), cancellationToken));
            }

            Done(await services.Studies.JudgeBiasAsync(
                id, Study, "rob2",
                [
                    new TypedBias("d1", "faible", "Randomisation multicentrique.", "Essai randomisé multicentrique"),
                    new TypedBias("d2", "quelques-reserves", "Patients et soignants connaissent l’intervention."),
                    new TypedBias("d3", "quelques-reserves", "Les perdus de vue ne sont pas décrits dans le résumé."),
                    new TypedBias("d4", "faible", "La mortalité se mesure sans jugement.", "La mortalité toutes causes est de 8,1 % contre 10,9 %"),
                    new TypedBias("d5", "quelques-reserves", "Le protocole n’est pas cité."),
                    new TypedBias("ensemble", "quelques-reserves", "Trois domaines appellent des réserves."),
                ],
                first, Guid.NewGuid(), cancellationToken));
        }

        public async Task ReadFullTextsAsync(ReviewerId first, ReviewerId second)
        {
            var review = (await services.Queries.ReviewAsync(id, cancellationToken))!;
            var kept = review.ForFullText().Take(5).ToList();
            foreach (var (record, index) in kept.Select((record, index) => (record, index)))
            {
                if (index == 3)
                {
                    await DoAsync(new GiveUpFullText(record.Number, "Demandé à l’auteur, sans réponse."), first);
                    continue;
                }

                var (verdict, reason) = index == 2 ? (Verdict.Exclude, "Type d’étude") : (Verdict.Include, (string?)null);
                await DoAsync(new JudgeRecord(record.Number, Stage.FullText, verdict, reason), first);
                if (index < 3)
                    await DoAsync(new JudgeRecord(record.Number, Stage.FullText, verdict, reason), second);
            }
        }
    }
}
