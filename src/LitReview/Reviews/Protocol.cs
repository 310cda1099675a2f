using LitReview.Screening;
using LitReview.Screening.Stopping;

namespace LitReview.Reviews;

/// <summary>What was decided before reading: the question, the criteria, and how the references are read.</summary>
public sealed record Protocol
{
    /// <summary>The title of the review.</summary>
    public required string Title { get; init; }

    /// <summary>The reference of what the review is made for, such as a dossier; empty when it is made for itself.</summary>
    public string For { get; init; } = "";

    /// <summary>The question in one sentence; empty when the four parts say it all.</summary>
    public string Question { get; init; } = "";

    /// <summary>The question by its parts.</summary>
    public Pico Pico { get; init; } = new("", "", "", "");

    /// <summary>What a reference must show to be kept.</summary>
    public IReadOnlyList<string> InclusionCriteria { get; init; } = [];

    /// <summary>What sets a reference aside.</summary>
    public IReadOnlyList<string> ExclusionCriteria { get; init; } = [];

    /// <summary>The reasons for exclusion, in the order of the protocol: the first that holds is the one given.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The share of relevant references that must have been seen before reading stops, in (0, 1].</summary>
    public double Recall { get; init; } = 0.95;

    /// <summary>How sure one must be of it, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>How many people judge each reference, each without seeing the other: 1 or 2.</summary>
    public int ReviewersPerRecord { get; init; } = 2;

    /// <summary>The name of the model that orders the references.</summary>
    public string Model { get; init; } = RankingModel.Default.Name;

    /// <summary>The embedding model that votes beside it; null for none.</summary>
    public SecondModel? SecondModel { get; init; }

    /// <summary>In which order references are read.</summary>
    public ReadingOrder Order { get; init; } = ReadingOrder.Ranked;

    /// <summary>What the random order is drawn from.</summary>
    public int Seed { get; init; } = 20_261;

    /// <summary>Words shown in titles and abstracts.</summary>
    public IReadOnlyList<WordGroup> Words { get; init; } = [];

    /// <summary>The target before reading may stop.</summary>
    public StoppingTarget Target() => new(Recall, Confidence);

    /// <summary>The question and the criteria as one text, for a ranking that reads it.</summary>
    public string RankingQuestion() => string.Join(
        '\n',
        new[] { Title, Question, Pico.Population, Pico.Intervention, Pico.Comparator, Pico.Outcomes }.Concat(InclusionCriteria)
            .Where(text => text.Length > 0));

    /// <summary>What is wrong with it, in French; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Title.Trim().Length is 0 or > 300)
            faults.Add("le titre est vide ou dépasse 300 caractères");
        if (ReviewersPerRecord is not (1 or 2))
            faults.Add($"le nombre de lecteurs par référence est {ReviewersPerRecord} : 1 ou 2 est attendu");
        if (Recall is not (> 0 and <= 1))
            faults.Add("le rappel visé n’est pas entre 0 et 100 %");
        if (Confidence is not (> 0 and < 1))
            faults.Add("la confiance n’est pas entre 0 et 100 %, bornes exclues");
        if (RankingModel.Find(Model) is null)
            faults.Add($"le modèle « {Model} » est inconnu : {string.Join(", ", RankingModel.All.Select(model => model.Name))}");
        if (Reasons.Any(string.IsNullOrWhiteSpace) || Reasons.Distinct(StringComparer.OrdinalIgnoreCase).Count() != Reasons.Count)
            faults.Add("un motif d’exclusion est vide ou écrit deux fois");
        return faults;
    }
}

/// <summary>A question by its parts.</summary>
/// <param name="Population">Who is concerned.</param>
/// <param name="Intervention">What is evaluated.</param>
/// <param name="Comparator">Against what.</param>
/// <param name="Outcomes">What is measured.</param>
public sealed record Pico(string Population, string Intervention, string Comparator, string Outcomes);

/// <summary>In which order references are read.</summary>
public enum ReadingOrder
{
    /// <summary>The likeliest first, learned from the decisions of the reader.</summary>
    Ranked,

    /// <summary>At random, from a seed.</summary>
    Random,
}

/// <summary>Words to be shown in titles and abstracts.</summary>
/// <param name="Kind">What they speak of.</param>
/// <param name="Words">Words or groups of words; a star ends one of which only the beginning counts.</param>
public sealed record WordGroup(WordKind Kind, IReadOnlyList<string> Words);

/// <summary>What shown words speak of.</summary>
public enum WordKind
{
    /// <summary>The population.</summary>
    Population,

    /// <summary>The intervention.</summary>
    Intervention,

    /// <summary>The comparator.</summary>
    Comparator,

    /// <summary>The outcomes.</summary>
    Outcome,

    /// <summary>Words that speak for keeping.</summary>
    For,

    /// <summary>Words that speak for exclusion.</summary>
    Against,
}
