namespace Evaluation.Workflows.Demo;

/// <summary>A fictional dossier of the year. Companies, products and indications are invented.</summary>
/// <param name="Product">The product.</param>
/// <param name="Applicant">The company, or who asks for a generic line.</param>
/// <param name="Procedure">The procedure.</param>
/// <param name="Request">The kind of request.</param>
/// <param name="IsDigital">Whether it is a digital device.</param>
/// <param name="UsesAi">Whether it rests on machine learning.</param>
/// <param name="Description">What it does.</param>
/// <param name="Indication">The indication.</param>
/// <param name="Population">Its population.</param>
internal sealed record DemoYearCase(
    string Product, string Applicant, string Procedure, string Request, bool IsDigital, bool UsesAi, string Description, string Indication,
    string Population)
{
    private const string File = "demo/annee-fictive.txt";

    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<DemoYearCase> All { get; } = Read();

    private static List<DemoYearCase> Read()
    {
        using var stream = typeof(DemoYearCase).Assembly.GetManifestResourceStream(File)
            ?? throw new InvalidOperationException($"{File} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        var cases = new List<DemoYearCase>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#' && line.Split('|') is [var product, var applicant, var procedure, var request, var digital, var ai, var what, var indication, var population])
                cases.Add(new DemoYearCase(product, applicant, procedure, request, digital == "oui", ai == "oui", what, indication, population));
        }

        return cases;
    }
}
