using Evaluation.Workflows.Diagrams;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Followers;

/// <summary>A format in which a procedure leaves for another tool.</summary>
/// <param name="Key">What a command or an address calls it.</param>
/// <param name="Title">What it is, in French.</param>
/// <param name="Extension">The ending of a file name, with its dot.</param>
/// <param name="MediaType">The media type of the content.</param>
/// <param name="WriteMarked">Writes a procedure, some of its steps marked as open where the format shows it; the same input gives the same text.</param>
/// <param name="MarksSteps">Whether the format shows which steps are open.</param>
public sealed record ProcedureFormat(
    string Key, string Title, string Extension, string MediaType, Func<Procedure, IReadOnlyCollection<string>, string> WriteMarked,
    bool MarksSteps = false)
{
    /// <summary>Every format.</summary>
    public static IReadOnlyList<ProcedureFormat> All { get; } =
    [
        new("bpmn", "BPMN 2.0 avec son dessin", ".bpmn", "application/xml", ProcedureBpmn.Write, MarksSteps: true),
        new("elsa", "définition Elsa Workflows 3", ".elsa.json", "application/json", (procedure, _) => ElsaDefinition.Write(procedure)),
        new("mermaid", "texte Mermaid", ".mmd", "text/plain", (procedure, _) => ProcedureMermaid.Write(procedure)),
        new("svg", "image SVG", ".svg", "image/svg+xml", ProcedureSvg.Write, MarksSteps: true),
    ];

    /// <summary>The format of a key; null when there is none.</summary>
    public static ProcedureFormat? Find(string key) => All.FirstOrDefault(format => format.Key == key);

    /// <summary>Writes a procedure, no step marked.</summary>
    public string Write(Procedure procedure) => WriteMarked(procedure, []);

    /// <summary>The name of the file of a procedure.</summary>
    public string FileName(Procedure procedure) => $"{procedure.Id}.{procedure.Version}{Extension}";
}
