using System.Globalization;
using System.Text;
using System.Text.Json;
using HasToolkit.Cli;
using Microsoft.Extensions.Time.Testing;

namespace HasToolkit.Hosts.Tests.Cli;

/// <summary>What a command answered.</summary>
public sealed record Answer(int Code, string Out, string Error)
{
    public JsonElement Json
    {
        get
        {
            using var json = JsonDocument.Parse(Out);
            return json.RootElement.Clone();
        }
    }
}

/// <summary>The program on a data folder of its own, on a day that the test sets.</summary>
public sealed class Shell : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));

    public string Folder { get; } = Directory.CreateTempSubdirectory("has-cli-").FullName;

    public string Database => Path.Combine(Folder, "has.db");

    public void GoTo(int year, int month, int day) =>
        _clock.SetUtcNow(new DateTimeOffset(year, month, day, 8, 0, 0, TimeSpan.Zero));

    /// <summary>Runs a command and gives its answer, whatever it is.</summary>
    public Task<Answer> Try(params string[] args) => TryTyping("", args);

    /// <summary>Runs a command while lines are typed.</summary>
    public async Task<Answer> TryTyping(string typed, params string[] args)
    {
        using var input = new StringReader(typed);
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CliApp.RunAsync([.. args, "--donnees", Folder], output, error, _clock, input);
        return new Answer(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<Answer> Do(params string[] args)
    {
        var answer = await Try(args);
        Assert.True(answer.Code == 0, $"has {string.Join(' ', args)} → {answer.Code}\n{answer.Out}\n{answer.Error}");
        return answer;
    }

    /// <summary>Enters the staff, a president and the applicant.</summary>
    public async Task RegisterStaff()
    {
        await Register("sophie", "HAS", "service-has");
        await Register("claire", "HAS", "chef-de-projet");
        await Register("helene", "HAS", "deontologie");
        await Register("medivia", "Médivia", "demandeur");
        await Register("isabelle", "CNEDiMTS", "president");
    }

    /// <summary>Enters 14 members who vote, two more than the quorum.</summary>
    public async Task<string[]> RegisterMembers()
    {
        var members = Enumerable.Range(1, 14).Select(number => $"membre-{number}").ToArray();
        foreach (var member in members)
            await Register(member, "CNEDiMTS", "membre");
        return members;
    }

    /// <summary>Writes a file that is a PDF as far as its first bytes say.</summary>
    public string Pdf(string name, string content = "contenu")
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "depot")).FullName;
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, $"%PDF-1.7\n{name} {content}\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    /// <summary>Writes a PDF of one page whose text programs can read.</summary>
    public string ReadablePdf(string name, string text)
    {
        var content = $"BT /F1 11 Tf 40 780 Td ({text}) Tj ET";
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            $"<</Length {content.Length}>>\nstream\n{content}\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ];
        var (pdf, places) = (new StringBuilder("%PDF-1.4\n"), new List<int>());
        foreach (var (index, written) in objects.Index())
        {
            places.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{written}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            pdf.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Length + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "depot")).FullName, name);
        File.WriteAllText(path, pdf.ToString(), Encoding.ASCII);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private Task<Answer> Register(string id, string organisation, string role) =>
        Do("personne", "add", id, "--nom", id, "--organisation", organisation, "--role", role);
}
