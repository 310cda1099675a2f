using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Evaluation.Workflows.Persistence;

/// <summary>
/// Delivers outbox messages as files of a folder, one message a file, for a mail relay to pick up. A message delivered twice
/// gives the same file.
/// </summary>
public sealed class Mailbox(string folder)
{
    /// <summary>Writes a message.</summary>
    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        using var payload = JsonDocument.Parse(message.Payload);
        var text = payload.RootElement.GetProperty("text").GetString();
        var file = Path.Combine(folder, $"{message.Id.Replace(':', '_')}.eml");
        var temporary = file + ".tmp";
        var subject = Convert.ToBase64String(Encoding.UTF8.GetBytes($"[{message.Stream}] {text}"));
        await File.WriteAllTextAsync(
            temporary,
            $"Date: {message.CreatedAt.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)}\r\n"
            + $"Subject: =?utf-8?B?{subject}?=\r\n"
            + $"Message-ID: <{message.Id.Replace(':', '.')}@hastoolkit>\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + $"Dossier {message.Stream}\r\n{text}\r\n",
            cancellationToken);
        File.Move(temporary, file, overwrite: true);
    }
}
