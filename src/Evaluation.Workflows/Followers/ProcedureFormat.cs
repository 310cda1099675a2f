using Evaluation.Workflows.Diagrams;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Followers;

/// <summary>A format in which a procedure leaves for another tool.</summary>
/// <param name="Key">What a command or an address calls it.</param>
/// <param name="Title">What it is, in French.</param>
/// <param name="Extension">The ending of a file name, with its dot.</param>
/// <param name="MediaType">The media type of the content.</param>
/// <param name="Write">Writes a procedure; the same one gives the same text.</param>
public sealed record ProcedureFormat(string Key, string Title, string Extension, string MediaType, Func<Procedure, string> Write)
{
    /// <summary>Every format.</summary>
    public static IReadOnlyList<ProcedureFormat> All { get; } =
    [
        new("bpmn", "BPMN 2.0 avec son dessin", ".bpmn", "application/xml", procedure => ProcedureBpmn.Write(procedure, [])),
        new("elsa", "définition Elsa Workflows 3", ".elsa.json", "application/json", ElsaDefinition.Write),
        new("mermaid", "texte Mermaid", ".mmd", "text/plain", ProcedureMermaid.Write),
        new("svg", "image SVG", ".svg", "image/svg+xml", procedure => ProcedureSvg.Write(procedure, [])),
    ];

    /// <summary>The format of a key; null when there is none.</summary>
    public static ProcedureFormat? Find(string key) => All.FirstOrDefault(format => format.Key == key);

    /// <summary>The name of the file of a procedure.</summary>
    public string FileName(Procedure procedure) => $"{procedure.Id}.{procedure.Version}{Extension}";
}
