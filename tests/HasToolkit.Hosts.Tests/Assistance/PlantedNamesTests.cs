using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HasToolkit.Tests;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.LitReview;
using LitReview;
using LitReview.Assistance;
using LitReview.Citations;
using LitReview.Extraction;
using LitReview.Indexing;
using LitReview.Reviews;
using LitReview.Searching;

namespace HasToolkit.Hosts.Tests.Assistance;

/// <summary>Names that people typed, or that stand beside a record, do not leave for a language model.</summary>
public sealed class PlantedNamesTests : IDisposable
{
    private const int Prompts = 10_000;
    private const int AtOnce = 64;
    private const string Author = "Kerdoncuff";
    private const string Reader = "Philibert";
    private const string Reply = """{"phrases":[],"avis":"incertain","raison":"","extrait":"","champs":[]}""";

    private static readonly string[] FirstNames =
    [
        "Camille", "Jean-Baptiste", "Fatoumata", "Léa", "Mohamed", "Ngoc", "Aurélie", "Bénédicte", "Youssef", "Karine", "Gaëtan", "Solène",
        "Ibrahima", "Marie-Thérèse", "Loïc", "Svetlana", "Thibault", "Nolwenn", "Rachid", "Élodie", "Didier", "Amandine", "Kévin", "Océane", "Anh",
    ];

    private static readonly string[] LastNames =
    [
        "Kerbrat", "Nguyen", "Diallo", "Lefèvre", "Benkhelifa", "Kowalczyk", "Da Costa", "Le Goff", "Traoré", "Rousselot", "O’Connor", "Vandenbroucke",
        "El Amrani", "Dupuis-Martin", "Schmitt", "Pereira", "Guéguen", "Bouzid", "Lamoureux", "Etcheverry", "Zielinski", "Ravalison", "De Villepreux",
        "Quéméneur", "Haddad", "Bergougnoux", "Mbappou", "Stefanescu", "Tournebize", "Vuillemin", "Yilmaz", "Castagnède", "Ferrandis", "Ollivier",
    ];

    // {0} first name, {1} last name, {2} last name in capitals, {3} initial.
    private static readonly string[] Questions =
    [
        "La télésurveillance aurait-elle évité la réhospitalisation de Mme {1} ?",
        "Que sait-on de la télésurveillance chez M. {0} {1}, 72 ans, insuffisant cardiaque ?",
        "Le Dr {1} demande si la télésurveillance réduit les réhospitalisations.",
        "Question du Pr {0} {1} : quel effet de la télésurveillance sur la mortalité ?",
        "Pour le docteur {3}. {1} : la télésurveillance est-elle sûre ?",
        "Patient {2} {0}, né le 12/03/1954 : que dit la littérature de la télésurveillance ?",
        "Vu avec {0} {1} : quelles cohortes de télésurveillance ?",
        "Madame {2} a-t-elle raison de se méfier de la télésurveillance ?",
        "{0} {1} (cadre de santé) veut savoir si la télésurveillance réduit les réhospitalisations",
        "Notre collègue {0} {2} cherche un essai de télésurveillance.",
        "La télésurveillance convient-elle à mon patient, monsieur {1} ?",
        "Bonjour, je m’appelle {0} {1}, que montre la télésurveillance ?",
    ];

    private static readonly string[] Criteria =
    [
        "Adultes télésurveillés (critère demandé par Mme {1})", "Suivi d’au moins six mois, selon le Dr {0} {1}", "Voir avec M. {1} pour les enfants",
        "Critère de {0} {1} : essais randomisés", "Exclure l’étude du Pr {2}", "Relu par {0} {2} : cohortes d’au moins 100 patients",
    ];

    private static readonly string[] Hints =
    [
        "Demandé par Mme {1}", "Voir le Dr {0} {1}", "Médiane, comme le veut M. {2}", "Relu par {0} {1}", "Écrire à {0} {1} en cas de doute",
        "Selon le professeur {3}. {1}",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("has-names-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task No_planted_name_stands_in_ten_thousand_prompts()
    {
        using var model = LoopbackModel.Saying(Reply);
        using var services = await LitReviewServices.OpenAsync(_folder.FullName);
        using var assistance = new ReviewAssistance(
            new HasOptions
            {
                Assistance = new AssistanceSettings
                {
                    Endpoint = model.Address,
                    Model = "essai",
                },
            },
            services);
        using var index = SearchIndex.InMemory();
        index.Add([new IndexedRecord("1", Record())]);

        // Beside each other: a service of this machine is answered after the delay of its acknowledgements.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Prompts), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => await AskAsync(assistance.Assistant!, index, number));

        var told = model.Bodies.Select(Told).ToList();
        Assert.Equal(Prompts, told.Count);
        // Each had one.
        Assert.All(told, prompt => Assert.Contains("[NOM]", prompt, StringComparison.Ordinal));
        // Parts of names count too: « Costa » of « Da Costa ».
        var parts = FirstNames.Concat(LastNames).Append(Author).Append(Reader)
            .SelectMany(name => name.Split(' ', '-', '’').Where(part => part.Length > 3).Append(name)).Select(Regex.Escape);
        var names = new Regex($@"(?<!\p{{L}})({string.Join('|', parts)})(?!\p{{L}})", RegexOptions.IgnoreCase);
        var leaks = told.Where(prompt => names.IsMatch(prompt)).Select(prompt => string.Join(" | ", prompt.Split('\n').Where(line => names.IsMatch(line)))).ToList();
        Assert.True(leaks.Count == 0, $"{leaks.Count} of {Prompts}:\n{string.Join('\n', leaks.Distinct().Take(40))}");
    }

    // A question, a judgement by criteria and a reading of fields in turns.
    private static Task AskAsync(Assistant assistant, IRecordSearch search, int number)
    {
        var (turn, kind) = (number / 3, number % 3);
        var (first, last) = (FirstNames[turn % FirstNames.Length], LastNames[turn / 2 % LastNames.Length]);
        string Typed(string[] sentences) => string.Format(
            CultureInfo.InvariantCulture, sentences[turn % sentences.Length], first, last, last.ToUpperInvariant(), first[0]);
        return kind switch
        {
            0 => assistant.AnswerAsync(Typed(Questions), search),
            1 => assistant.JudgeAsync(
                Record(), new Protocol { Title = "T", Question = "Télésurveillance ?", InclusionCriteria = [Typed(Criteria)] }),
            _ => assistant.ExtractAsync(
                Record(), new ExtractionForm("F", 1, [new ExtractionField("duree", "Durée de suivi", Typed(Hints))])),
        };
    }

    // Who wrote a record and who noted something beside it do not leave.
    private static Citation Record() => new()
    {
        Title = "Télésurveillance de l’insuffisance cardiaque",
        Abstract = "La télésurveillance réduit les réhospitalisations de 12 % chez 200 patients insuffisants cardiaques suivis six mois.",
        Authors = [new CitationAuthor(Author, "A")],
        Notes = [$"À revoir avec {Reader}"],
        Source = new SourceRecord("essai.ris", "RIS", "Essai", 1, 1, ""),
    };

    private static string Told(string body)
    {
        using var sent = JsonDocument.Parse(body);
        return string.Join('\n', sent.RootElement.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").ToString()));
    }
}
