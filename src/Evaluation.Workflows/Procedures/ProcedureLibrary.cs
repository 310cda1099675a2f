namespace Evaluation.Workflows.Procedures;

/// <summary>Every version of every procedure: those that come with the toolkit, and those of a folder.</summary>
public sealed class ProcedureLibrary
{
    private readonly Dictionary<(string Id, int Version), Procedure> _all;

    /// <summary>Builds a library from procedures already read.</summary>
    /// <exception cref="ArgumentException">A version is given twice.</exception>
    public ProcedureLibrary(IEnumerable<Procedure> procedures) =>
        _all = procedures.ToDictionary(procedure => (procedure.Id, procedure.Version));

    /// <summary>All of them, by identifier then version.</summary>
    public IReadOnlyList<Procedure> All => [.. _all.Values.OrderBy(p => p.Id, StringComparer.Ordinal).ThenBy(p => p.Version)];

    /// <summary>The procedures that come with the toolkit, and those of <paramref name="folder"/> when it is given.</summary>
    /// <exception cref="InvalidDataException">A file has faults, or a version is there twice.</exception>
    public static ProcedureLibrary Load(string? folder = null)
    {
        var own = typeof(ProcedureLibrary).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("procedures/", StringComparison.Ordinal)
                && !name.EndsWith(".schema.json", StringComparison.Ordinal))
            .Select(name => ProcedureReader.Read(Resource(name), name));
        var added = folder is null
            ? []
            : Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
                .Select(file => ProcedureReader.Read(File.ReadAllText(file), Path.GetFileName(file)));
        var all = own.Concat(added).ToList();
        var twice = all.GroupBy(p => (p.Id, p.Version)).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? new ProcedureLibrary(all)
            : throw new InvalidDataException(
                $"La procédure « {twice.Key.Id} » version {twice.Key.Version} est définie deux fois. "
                + "Une version ne se remplace pas : donnez un nouveau numéro à la vôtre.");
    }

    /// <summary>A version that a dossier pinned.</summary>
    /// <exception cref="InvalidDataException">The version is not there.</exception>
    public Procedure Get(string id, int version) => _all.TryGetValue((id, version), out var procedure)
        ? procedure
        : throw new InvalidDataException(
            $"La version {version} de la procédure « {id} » manque. Rétablissez son fichier : des dossiers en dépendent.");

    /// <summary>A version of a procedure, or null when there is none of that number.</summary>
    public Procedure? Find(string id, int version) => _all.GetValueOrDefault((id, version));

    /// <summary>The latest version of a procedure, or null when there is none of that identifier.</summary>
    public Procedure? Latest(string id) =>
        _all.Values.Where(procedure => procedure.Id == id).MaxBy(procedure => procedure.Version);

    internal static string Resource(string name)
    {
        using var stream = typeof(ProcedureLibrary).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
