using Microsoft.EntityFrameworkCore;

namespace Accounts.Persistence;

/// <summary>The keys that protect cookies and forms, kept beside the accounts so that several machines share sessions.</summary>
/// <param name="database">The database.</param>
public sealed class ProtectionKeys(AccountDatabase database)
{
    /// <summary>Every key, as the XML that was stored.</summary>
    public IReadOnlyList<string> All()
    {
        using var db = database.NewContext();
        return [.. db.ProtectionKeys.AsNoTracking().Select(row => row.Content)];
    }

    /// <summary>Keeps a key; one that is there already stays as it is.</summary>
    public void Add(string id, string content)
    {
        using var db = database.NewContext();
        if (db.ProtectionKeys.Any(row => row.Id == id))
            return;
        db.Add(new ProtectionKeyRow { Id = id, Content = content });
        db.SaveChanges();
    }
}
