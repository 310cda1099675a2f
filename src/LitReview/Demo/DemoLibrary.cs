using System.Globalization;
using LitReview.Citations;
using LitReview.Reviews;

namespace LitReview.Demo;

/// <summary>
/// A fictional review of 1,500 references, put together from fragments that were written by hand: two people have read part of it, they
/// differ on some, and the stopping rule has something to say.
/// </summary>
public static class DemoLibrary
{
    /// <summary>How many references there are.</summary>
    public const int Count = 1_500;

    /// <summary>The title of the review.</summary>
    public const string Title = "Boucle fermée et mesure continue du glucose, diabète de type 1 (fictif)";

    private const int Seed = 20_267;
    private const int ReadByFirst = 430;
    private const int ReadBySecond = 380;
    private const string Fragments = "demo/fragments-fictifs.txt";

    private static readonly string[] Families =
    [
        "Abelard", "Bosquet", "Carvalho", "Delcourt", "Eriksen", "Fournel", "Garrigue", "Hanssen", "Ibarra", "Jourdain", "Kowal", "Lemarchand",
        "Marchetti", "Nguyen-Roche", "Okoye", "Pelletan", "Quentric", "Rousselot", "Sorensen", "Tavernier", "Urrutia", "Valcourt", "Wexler", "Zielinski",
    ];

    private static readonly string[] Journals =
    [
        "Revue fictive de diabétologie", "Journal of Imaginary Diabetes", "Annales inventées d’endocrinologie", "Fictional Telemedicine Reports",
        "Cahiers de santé numérique (fictif)", "Imaginary Clinical Trials",
    ];

    private static readonly (string Name, SourceKind Kind, string? Through, int Share)[] Sources =
    [
        ("MEDLINE", SourceKind.Database, "PubMed", 760), ("Embase", SourceKind.Database, "Embase.com", 540), ("Registre d’essais fictif", SourceKind.Register, null, 200),
    ];

    /// <summary>Creates the review when it is not there yet.</summary>
    /// <param name="services">The services.</param>
    /// <param name="first">One reader.</param>
    /// <param name="second">The other.</param>
    /// <param name="progress">Receives how many decisions are made; may be null.</param>
    /// <param name="cancellationToken">Stops the work; what is there stays.</param>
    /// <returns>True when it was created.</returns>
    public static async Task<bool> SeedAsync(
        LitReviewServices services, ReviewerId first, ReviewerId second, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        if ((await services.Queries.ReviewsAsync(cancellationToken)).Any(review => review.Title == Title))
            return false;
        var references = References();
        var created = Done(await services.Desk.CreateAsync(new CreateReview(Protocol), first, Guid.NewGuid(), cancellationToken));
        var start = 0;
        foreach (var source in Sources)
        {
            var file = $"demo-{source.Name.Split(' ')[0].ToLowerInvariant()}.ris";
            var part = references.GetRange(start, source.Share).Select((one, index) => one.Citation(index + 1, file)).ToList();
            Done(await services.Desk.ImportAsync(
                created.Id, new SearchSource(source.Name, source.Kind, source.Through, new DateOnly(2026, 9, 14), "diabète de type 1 ET (boucle OU glucose)", source.Share),
                file, part, [], first, Guid.NewGuid(), cancellationToken));
            start += source.Share;
        }

        var chance = new Random(Seed + 1);
        var order = Order(references, chance);
        var made = 0;
        foreach (var (reader, count, slip) in new[] { (first, ReadByFirst, 40), (second, ReadBySecond, 22) })
        {
            foreach (var index in order.Take(count))
            {
                var isKept = references[index].IsRelevant != (chance.Next(slip) == 0);
                Done(await services.Desk.DoAsync(
                    created.Id,
                    new JudgeRecord(
                        index + 1, Stage.TitleAbstract, isKept ? Verdict.Include : Verdict.Exclude, isKept ? null : references[index].Reason),
                    reader, Guid.NewGuid(), cancellationToken: cancellationToken));
                progress?.Report(++made);
            }
        }

        await ReadFullTextsAsync(services, created.Id, first, second, cancellationToken);
        return true;
    }

    /// <summary>How many decisions are made in all.</summary>
    public const int Decisions = ReadByFirst + ReadBySecond;

    private static Protocol Protocol => new()
    {
        Title = Title,
        Question = "La boucle fermée et la mesure continue du glucose améliorent-elles le contrôle du diabète de type 1 ?",
        Pico = new Pico(
            "Enfants et adultes atteints de diabète de type 1", "Boucle fermée, mesure continue ou télésurveillance du glucose", "Suivi habituel",
            "Temps dans la cible, hypoglycémies sévères, qualité de vie"),
        InclusionCriteria = ["Essai ou revue systématique", "Diabète de type 1", "Mesure ou asservissement du glucose"],
        ExclusionCriteria = ["Protocole sans résultat", "Éditorial, série de cas"],
        Reasons = ["Population", "Intervention", "Type d’étude"],
    };

    private static async Task ReadFullTextsAsync(
        LitReviewServices services, ReviewId id, ReviewerId first, ReviewerId second, CancellationToken cancellationToken)
    {
        var review = (await services.Queries.ReviewAsync(id, cancellationToken))!;
        foreach (var (record, index) in review.ForFullText().Take(30).Select((record, index) => (record, index)))
        {
            var (verdict, reason) = index % 4 == 3 ? (Verdict.Exclude, "Type d’étude") : (Verdict.Include, (string?)null);
            foreach (var reader in index % 7 == 6 ? [first] : new[] { first, second })
            {
                Done(await services.Desk.DoAsync(
                    id, new JudgeRecord(record.Number, Stage.FullText, verdict, reason), reader, Guid.NewGuid(), cancellationToken: cancellationToken));
            }
        }
    }

    // The most probable first, as a ranking would have it: with errors, and the better the further it is.
    private static List<int> Order(List<Reference> references, Random chance) =>
    [
        .. references.Index().Select(entry => (entry.Index, Score: (entry.Item.IsRelevant ? 1.0 : entry.Item.IsNear ? 0.45 : 0) + (chance.NextDouble() * 0.75)))
            .OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Index).Select(entry => entry.Index),
    ];

    private static Review Done(ReviewResult result) => result switch
    {
        ReviewResult.Done(var review, _) => review,
        ReviewResult.Refused(var reason) => throw new InvalidOperationException($"The demonstration is refused: {reason.Message}"),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };

    private static List<Reference> References()
    {
        var parts = Read();
        var chance = new Random(Seed);
        return [.. Enumerable.Range(1, Count).Select(number => Reference.Of(number, parts, chance))];
    }

    private static ILookup<(string Language, string Part), string> Read()
    {
        using var stream = typeof(DemoLibrary).Assembly.GetManifestResourceStream(Fragments)
            ?? throw new InvalidOperationException($"{Fragments} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#').Select(line => line.Split('|', 3)).ToLookup(line => (line[0], line[1]), line => line[2]);
    }

    private sealed record Reference(
        string Title, string Abstract, string Language, IReadOnlyList<CitationAuthor> Authors, string Journal, int Year, bool IsRelevant, bool IsNear, string Reason)
    {
        public static Reference Of(int number, ILookup<(string Language, string Part), string> parts, Random chance)
        {
            var language = chance.Next(3) == 0 ? "fr" : "en";
            string Pick(string part)
            {
                var all = parts[(language, part)].ToList();
                return all[chance.Next(all.Count)];
            }

            // About one in nine is what the review looks for; the others miss by one thing or by all.
            var miss = chance.Next(100) switch { < 11 => "", < 30 => "plan", < 48 => "intervention", < 66 => "population", _ => "tout" };
            bool Fits(string part) => miss != part && miss != "tout";
            string Side(string part) => part + (Fits(part) ? "+" : "-");
            var (plan, intervention, population, outcome) = (Pick(Side("plan")), Pick(Side("intervention")), Pick(Side("population")), Pick("critere"));
            string Filled(string text) => text
                .Replace("{plan}", plan, StringComparison.Ordinal).Replace("{i}", intervention, StringComparison.Ordinal)
                .Replace("{o}", population, StringComparison.Ordinal).Replace("{c}", Capital(outcome), StringComparison.Ordinal)
                .Replace("{n}", $"{chance.Next(24, 980)}", StringComparison.Ordinal).Replace("{m}", $"{chance.Next(2, 9) * 3}", StringComparison.Ordinal)
                .Replace("{p}", $"{chance.Next(3, 19)}", StringComparison.Ordinal).Replace("{q}", $"{chance.Next(3, 24)}", StringComparison.Ordinal);
            var title = language == "fr"
                ? $"{Capital(intervention)} et {outcome} chez les {population} : {plan.ToLower(CultureInfo.GetCultureInfo("fr-FR"))} n° {number}"
                : $"{Capital(intervention)} and {outcome} in {population}: {plan.ToLowerInvariant()} no. {number}";
            var text = string.Join('\n', Filled(Pick("contexte")), Filled(Pick("methode")), Filled(Pick("resultat")), Filled(Pick("conclusion")));
            var authors = Enumerable.Range(0, chance.Next(1, 6)).Select(_ => Families[chance.Next(Families.Length)]).Distinct()
                .Select(family => new CitationAuthor(family, $"{(char)('A' + chance.Next(26))}.")).ToList();
            return new Reference(
                title, text, language, authors, Journals[chance.Next(Journals.Length)], chance.Next(2008, 2027), miss.Length == 0, miss is not ("" or "tout"),
                miss switch { "population" => "Population", "plan" => "Type d’étude", _ => "Intervention" });
        }

        public Citation Citation(int ordinal, string file) => new()
        {
            Kind = CitationKind.JournalArticle,
            Title = Title,
            Authors = Authors,
            Journal = Journal,
            Year = Year,
            Abstract = Abstract,
            Language = Language,
            Source = new SourceRecord(file, "Exemple fictif", null, ordinal, ordinal, $"{string.Join("; ", Authors)} ({Year}). {Title}"),
        };

        private static string Capital(string text) => char.ToUpper(text[0], CultureInfo.GetCultureInfo("fr-FR")) + text[1..];
    }
}
