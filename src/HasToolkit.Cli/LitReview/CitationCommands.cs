using System.CommandLine;
using LitReview.Citations;

namespace HasToolkit.Cli.LitReview;

/// <summary>Reads files of references and writes them in another format.</summary>
internal sealed class CitationCommands(CliApp app)
{
    private const int LongestName = 30;

    private readonly Argument<string[]> _files = new("FICHIER")
    {
        Description = "Exports de références : RIS, NBIB, XML, BibTeX, ENW, CSV, XLSX, JSON, RDF, texte… reconnus à leur contenu.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _output = new("--output")
    {
        Description = "Où écrire ; la fin du nom dit le format : .ris, .csv, .xlsx, .bib ou .json.",
        HelpName = "FICHIER",
        Required = true,
    };

    public Command Read() => app.Does(
        new CliCommand(
            "read", "Dit ce que contiennent des exports : format, base, encodage, références, défauts.",
            "has litreview read embase.ris pubmed.nbib",
            "has litreview read scopus.csv --json")
        {
            _files,
        },
        run => Task.FromResult(Read(run)));

    public Command Convert() => app.Does(
        new CliCommand(
            "convert", "Réunit des exports et les écrit dans un autre format ; étiquettes et notes suivent.",
            "has litreview convert embase.ris pubmed.nbib --output tout.ris",
            "has litreview convert rayyan.ris --output tri.xlsx")
        {
            _files, _output,
        },
        ConvertAsync);

    private int Read(Run run)
    {
        var read = new List<FileContent>();
        var problems = new List<CitationProblem>();
        foreach (var path in run.Get(_files))
        {
            using var reader = CitationFile.Open(File.OpenRead(path), path);
            var content = FileContent.Of(reader, run.Stop);
            read.Add(content);
            problems.AddRange(content.Problems);
        }

        if (run.WantsJson)
        {
            run.Terminal.Json(new { Files = read });
            return problems.Any(problem => !problem.RecordIsKept) ? ExitCodes.Partial : ExitCodes.Ok;
        }

        var table = Layout.Table("!Fichier", "Format", "Base", "Encodage", ">!Réf.", ">!DOI", ">!Résumés",
            ">!Étiquettes", ">!Défauts");
        foreach (var one in read)
        {
            table.With(
                one.File.Length <= LongestName ? one.File : one.File[..(LongestName - 1)] + "…", one.Format,
                    one.Provider ?? "", one.Encoding, French.Number(one.Records), French.Number(one.WithDoi),
                French.Number(one.WithAbstract), French.Number(one.Included + one.Excluded),
                    French.Number(one.Problems.Count));
        }

        run.Terminal.Show(table);
        return CitationInput.Tell(run, problems);
    }

    private async Task<int> ConvertAsync(Run run)
    {
        var (path, format) = CitationInput.Output(run.Get(_output)!);
        var input = new CitationInput(run, run.Get(_files));
        var count = 0;
        await OutputFile.WriteAsync(path, stream => Task.Run(
            () => CitationExport.Write(input.ReadAll().Select(citation => (count++, citation).citation), format,
                stream), run.Stop));
        var code = input.Tell();
        run.Terminal.Done($"{French.Count(count, "référence écrite", "références écrites")} dans « {path} ».");
        return code;
    }

    /// <summary>What one file holds.</summary>
    private sealed record FileContent(
        string File, string Format, string? Provider, string Encoding, int Records, int Included, int Excluded,
            int WithTitle, int WithAbstract,
        int WithDoi, int WithPubMedId, IReadOnlyList<CitationProblem> Problems)
    {
        public static FileContent Of(CitationReader reader, CancellationToken cancellationToken)
        {
            var (records, included, excluded, titles, abstracts, dois, pubMedIds) = (0, 0, 0, 0, 0, 0, 0);
            foreach (var citation in reader.ReadAll())
            {
                cancellationToken.ThrowIfCancellationRequested();
                records++;
                included += citation.Label == CitationLabel.Included ? 1 : 0;
                excluded += citation.Label == CitationLabel.Excluded ? 1 : 0;
                titles += citation.Title.Length > 0 ? 1 : 0;
                abstracts += citation.Abstract.Length > 0 ? 1 : 0;
                dois += citation.Doi is null ? 0 : 1;
                pubMedIds += citation.PubMedId is null ? 0 : 1;
            }

            return new FileContent(
                reader.File, reader.Format, reader.Provider, reader.Encoding, records, included, excluded, titles,
                    abstracts, dois, pubMedIds,
                reader.Problems);
        }
    }
}
