namespace Evaluation.Workflows.Assessment;

/// <summary>What declared studies say by themselves on a line of a self-check.</summary>
internal sealed record SelfCheckSignal(SelfCheckResult Result, IReadOnlyList<string> Notes);

/// <summary>What the studies that a dossier declares say by themselves, by the name that a line of a grid gives.</summary>
internal static class SelfCheckSignals
{
    private static readonly Dictionary<string, Func<SelfCheckInput, IReadOnlyList<FolderFile>, SelfCheckSignal?>> All = new()
    {
        ["specific-data"] = (input, _) => Studies(input) switch
        {
            [] => Missing("Aucune étude n’est déclarée."),
            var studies when studies.Any(study => study.IsSpecific == true) => Nothing(),
            var studies when studies.All(study => study.IsSpecific == false) =>
                ToExamine("Aucune des études déclarées ne porte sur le dispositif lui-même."),
            _ => Missing("Dites, étude par étude, si elle porte sur le dispositif lui-même."),
        },
        ["transposability"] = (input, _) => Each(
            Studies(input).Where(study => study.IsSpecific == false),
            study => study.Transposability.Trim().Length > 0 ? null
                : (SelfCheckResult.Missing, $"« {study.Title} » ne porte pas sur le dispositif, et rien ne dit pourquoi ses données se transposent.")),
        ["same-version"] = (input, _) => input.Version.Trim().Length == 0
            ? Missing("La version du dispositif qui fait l’objet de la demande n’est pas dite.")
            : Each(
                Studies(input).Where(study => study.IsSpecific != false),
                study => study.Version.Trim().Length == 0
                    ? (SelfCheckResult.Missing, $"« {study.Title} » : la version étudiée n’est pas dite.")
                    : study.Version.Trim() == input.Version.Trim() ? null
                        : (SelfCheckResult.ToExamine,
                            $"« {study.Title} » porte sur la version {study.Version}, la demande sur la version {input.Version}.")),
        ["protocol-and-report"] = (input, files) => Each(
            Studies(input), study => FileFault(study, "le protocole", study.Protocol, files) ?? FileFault(study, "le rapport", study.Report, files)),
        ["comparative"] = (input, _) => Studies(input) switch
        {
            [] => Missing("Aucune étude n’est déclarée."),
            var studies when studies.Any(study => study.IsComparative == true) => Nothing(),
            var studies when studies.All(study => study.IsComparative == false) => ToExamine("Aucune des études déclarées n’est comparative."),
            _ => Missing("Dites, étude par étude, si elle est comparative."),
        },
        ["sample-size"] = (input, _) => Each(
            Studies(input), study => study.IsSizeComputed switch
            {
                true => null,
                false => (SelfCheckResult.ToExamine, $"« {study.Title} » : l’effectif n’a pas été calculé avant l’étude."),
                null => (SelfCheckResult.Missing, $"« {study.Title} » : dites si l’effectif a été calculé avant l’étude."),
            }),
        ["blinding"] = (input, _) => Each(
            Studies(input), study => (study.IsEndpointSubjective, study.IsBlind) switch
            {
                (true, false) => (SelfCheckResult.ToExamine, $"« {study.Title} » : critère subjectif, évalué sans insu."),
                (null, _) or (true, null) => (SelfCheckResult.Missing, $"« {study.Title} » : dites si le critère est subjectif, et s’il est évalué en insu."),
                _ => null,
            }),
        ["care-context"] = (input, _) => Each(
            Studies(input), study => study.Country.Trim() switch
            {
                "" => (SelfCheckResult.Missing, $"« {study.Title} » : le pays n’est pas dit."),
                var country when country.Contains("France", StringComparison.OrdinalIgnoreCase) => null,
                var country => (SelfCheckResult.ToExamine, $"« {study.Title} » a eu lieu hors de France ({country}) : dites en quoi les soins s’y comparent."),
            }),
    };

    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>What the studies say; null when they say nothing on this line.</summary>
    public static SelfCheckSignal? Read(string name, SelfCheckInput input, IReadOnlyList<FolderFile> files) => All[name](input, files);

    private static IReadOnlyList<DeclaredStudy> Studies(SelfCheckInput input) => input.Studies ?? [];

    // The gravest of what is found study by study; null when there is no study to speak of.
    private static SelfCheckSignal? Each(
        IEnumerable<DeclaredStudy> studies, Func<DeclaredStudy, (SelfCheckResult Result, string Note)?> read)
    {
        var all = studies.ToList();
        if (all.Count == 0)
            return null;
        var found = all.Select(read).OfType<(SelfCheckResult Result, string Note)>().ToList();
        return found.Count == 0 ? Nothing() : new SelfCheckSignal(found.Max(one => one.Result), [.. found.Select(one => one.Note)]);
    }

    private static (SelfCheckResult, string)? FileFault(DeclaredStudy study, string what, string file, IReadOnlyList<FolderFile> files)
    {
        if (file.Trim().Length == 0)
            return (SelfCheckResult.Missing, $"« {study.Title} » : {what} n’est pas nommé.");
        return files.Any(known => string.Equals(known.Name, file.Trim(), StringComparison.OrdinalIgnoreCase) && known.Problem is null)
            ? null
            : (SelfCheckResult.Missing, $"« {study.Title} » : {what}, « {file} », n’est pas dans le dossier, ou n’est pas lisible.");
    }

    private static SelfCheckSignal Nothing() => new(SelfCheckResult.Nothing, []);

    private static SelfCheckSignal ToExamine(string note) => new(SelfCheckResult.ToExamine, [note]);

    private static SelfCheckSignal Missing(string note) => new(SelfCheckResult.Missing, [note]);
}
