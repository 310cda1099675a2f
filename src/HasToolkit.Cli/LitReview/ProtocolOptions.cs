using System.CommandLine;
using LitReview;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>The parts of a protocol as options: those of a new review, and those that change.</summary>
internal sealed class ProtocolOptions
{
    private const string None = "aucun";

    private static readonly (string Word, WordKind Kind)[] Kinds =
    [
        ("population", WordKind.Population), ("intervention", WordKind.Intervention), ("comparateur", WordKind.Comparator),
        ("critere", WordKind.Outcome), ("faveur", WordKind.For), ("defaveur", WordKind.Against),
    ];

    private readonly Option<string> _question = ReviewInput.Text("--question", "La question, en une phrase.", "TEXTE");
    private readonly Option<string> _population = ReviewInput.Text("--population", "Population.", "TEXTE");
    private readonly Option<string> _intervention = ReviewInput.Text("--intervention", "Intervention.", "TEXTE");
    private readonly Option<string> _comparator = ReviewInput.Text("--comparateur", "Comparateur.", "TEXTE");
    private readonly Option<string> _outcomes = ReviewInput.Text("--criteres", "Critères de jugement.", "TEXTE");
    private readonly Option<string> _inclusion = ReviewInput.Text("--inclusion", "Critères d’inclusion, séparés par des points-virgules.", "A;B;…");
    private readonly Option<string> _exclusion = ReviewInput.Text("--exclusion", "Critères d’exclusion, séparés par des points-virgules.", "A;B;…");

    private readonly Option<string> _reasons = ReviewInput.Text(
        "--motifs", "Motifs d’exclusion, séparés par des points-virgules, dans l’ordre du protocole.", "A;B;…");

    private readonly Option<int?> _readers = new("--lecteurs") { Description = "1 ou 2 lecteurs par référence ; 2 au départ.", HelpName = "NOMBRE" };
    private readonly Option<string> _order = ReviewInput.Text("--ordre", "classe (les plus probables d’abord) ou hasard.", "ORDRE");
    private readonly Option<string> _model = ReviewInput.Text("--modele", "Modèle de classement : has, elas-u4 ou elas-u3.", "MODÈLE");

    private readonly Option<string> _second = ReviewInput.Text(
        "--second-modele", $"Nom d’un modèle de plongement, rangé par « model add », qui vote aussi ; « {None} » pour ne plus en avoir.", "NOM");

    private readonly Option<int?> _seed = new("--graine") { Description = "Graine du hasard.", HelpName = "NOMBRE" };

    private readonly Option<int?> _recall = new("--rappel")
    {
        Description = "Part des références pertinentes à avoir vues, en % ; 95 au départ.",
        HelpName = "POURCENT",
    };

    private readonly Option<int?> _confidence = new("--confiance")
    {
        Description = "Avec quelle confiance, en % ; 95 au départ.",
        HelpName = "POURCENT",
    };

    private readonly Option<string[]> _words = new("--mots")
    {
        Description = $"Mots montrés dans les résumés : {string.Join(", ", Kinds.Select(kind => kind.Word))}. Sans mot, la sorte n’en a plus.",
        HelpName = "SORTE=A,B*,…",
    };

    private IReadOnlyList<Option> All =>
    [
        _question, _population, _intervention, _comparator, _outcomes, _inclusion, _exclusion, _reasons, _readers, _order, _model, _second, _seed,
        _recall, _confidence, _words,
    ];

    public CliCommand AddTo(CliCommand command)
    {
        foreach (var option in All)
            command.Add(option);
        return command;
    }

    /// <summary>Whether any part was typed.</summary>
    public bool AreTyped(Run run) => All.Any(option => run.IsTyped(option.Name));

    /// <summary>A protocol with the parts that were typed; the others stay.</summary>
    public Protocol Over(Run run, Protocol before, LitReviewServices reviews) => before with
    {
        Question = Text(run, _question, before.Question),
        Pico = new Pico(
            Text(run, _population, before.Pico.Population), Text(run, _intervention, before.Pico.Intervention),
            Text(run, _comparator, before.Pico.Comparator), Text(run, _outcomes, before.Pico.Outcomes)),
        InclusionCriteria = Parts(run, _inclusion, before.InclusionCriteria),
        ExclusionCriteria = Parts(run, _exclusion, before.ExclusionCriteria),
        Reasons = Parts(run, _reasons, before.Reasons),
        ReviewersPerRecord = run.Get(_readers) ?? before.ReviewersPerRecord,
        Order = run.Word(_order, ("classe", ReadingOrder.Ranked), ("hasard", ReadingOrder.Random)) ?? before.Order,
        Model = run.Text(_model) ?? before.Model,
        SecondModel = run.Text(_second) switch
        {
            null => before.SecondModel,
            None => null,
            var name => reviews.SecondModels.All().FirstOrDefault(known => known.Name == name) ?? throw new InputException(
                $"--second-modele : « {name} » n’est pas rangé ici. « has litreview model add DOSSIER » le range."),
        },
        Seed = run.Get(_seed) ?? before.Seed,
        Recall = run.Get(_recall) / 100.0 ?? before.Recall,
        Confidence = run.Get(_confidence) / 100.0 ?? before.Confidence,
        Words = Words(run, before.Words),
    };

    // What is typed empty is emptied.
    private static string Text(Run run, Option<string> option, string before) => run.IsTyped(option.Name) ? run.Text(option) ?? "" : before;

    private static IReadOnlyList<string> Parts(Run run, Option<string> option, IReadOnlyList<string> before) =>
        run.IsTyped(option.Name) ? Split(run.Text(option) ?? "", ';') : before;

    private static string[] Split(string text, char at) => text.Split(at, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private IReadOnlyList<WordGroup> Words(Run run, IReadOnlyList<WordGroup> before)
    {
        var words = before.ToDictionary(group => group.Kind, group => group.Words);
        foreach (var typed in run.Get(_words) ?? [])
        {
            var at = typed.IndexOf('=', StringComparison.Ordinal);
            var known = Kinds.Where(kind => at > 0 && kind.Word == typed[..at]).ToList();
            if (known is not [var (_, kind)])
            {
                throw new InputException($"--mots : « {typed} » ne convient pas ; attendu : SORTE=mot,mot*, avec pour sorte "
                    + $"{string.Join(", ", Kinds.Select(one => one.Word))}.");
            }

            words[kind] = Split(typed[(at + 1)..], ',');
        }

        return [.. words.Where(group => group.Value.Count > 0).OrderBy(group => group.Key).Select(group => new WordGroup(group.Key, group.Value))];
    }

    /// <summary>The word for a kind of words.</summary>
    public static string Of(WordKind kind) => Kinds.First(known => known.Kind == kind).Word;
}
