using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Hosting;

/// <summary>The cookie that goes with the token of forms: with accounts, for safe connections only.</summary>
/// <remarks>
/// The framework would refuse to make a token at all where the connection is not safe, as between a proxy that encrypts and this
/// program; the mark is therefore put on the cookie itself.
/// </remarks>
internal sealed class FormCookie : CookieBuilder
{
    private readonly bool _isSafe;

    public FormCookie(AccessMode mode)
    {
        _isSafe = mode.HasAccounts;
        Name = mode.CookieName("has-jeton");
        Path = "/";
        HttpOnly = true;
        IsEssential = true;
        SameSite = SameSiteMode.Strict;
        SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure |= _isSafe;
        return options;
    }
}
