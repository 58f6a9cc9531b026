import json, mpmath as mp, numpy as np
mp.mp.dps=40
def logm(m,s):
    v=mp.log(1+(mp.mpf(s)/m)**2); return mp.log(m)-v/2, mp.sqrt(v)
def lev(m,s,c,k):
    # E[min(X,c)^k] by quadrature-free closed form
    mu,sg=logm(m,s); z=(mp.log(c)-mu)/sg
    return mp.e**(k*mu+k*k*sg*sg/2)*mp.ncdf(z-k*sg)+mp.mpf(c)**k*(1-mp.ncdf(z))
n,m,s,c=300,14000,9000,25000
e1,e2=lev(m,s,c,1),lev(m,s,c,2)
T=mp.mpf('0.97')*16000*n
out={}
out['capped']=dict(mean=mp.nstr(T-n*e1,20),sd=mp.nstr(mp.sqrt(n*(e2-e1**2)),20))
# quadrature check
mu,sg=logm(m,s)
q1=mp.quad(lambda z: min(mp.e**(mu+sg*z),c)*mp.npdf(z),[-12,(mp.log(c)-mu)/sg,12])
assert abs(q1-e1)<mp.mpf(10)**-15*e1*10**6, (q1,e1)
# shared shock on normal cost without a cap: sum of S*X_i, X ~ N(14000, 3000), cv .05
v=mp.mpf('0.05')**2; ms=3000
out['shock']=dict(mean=mp.nstr(T-n*m,20),sd=mp.nstr(mp.sqrt(n*ms**2*(1+v)+mp.mpf(n)**2*m**2*v),20))
# Poisson number of items, mean 40, uniform cost 1000..3000 ; payment -sum
lam=40; ex=2000; ex2=mp.mpf(3000**3-1000**3)/(3*2000)
out['poisson']=dict(mean=mp.nstr(-lam*ex,20),sd=mp.nstr(mp.sqrt(lam*ex2),20))
# flags with shock: count of flags among 300, p .04, shock sd .2; times 5000
p=mp.mpf('0.04'); vs=mp.mpf('0.2')**2
var=n*p*(1-p) - n*p*p*vs + mp.mpf(n)**2*p*p*vs
out['flags']=dict(mean=mp.nstr(-5000*n*p,20),sd=mp.nstr(5000*mp.sqrt(var),20))
out['exp']={str(x):mp.nstr(mp.e**mp.mpf(x),25) for x in ['-650','-20.5','-0.3','0.3466','1','9.75','320']}
print(json.dumps(out,indent=1), mp.__version__)
# numpy check
rng=np.random.default_rng(5); R=200000
mu,sg=float(mu),float(sg)
x=np.empty(R); y=np.empty(R)
for i in range(0,R,2000):
    X=np.rint(100*rng.lognormal(mu,sg,(2000,n)))
    x[i:i+2000]=float(T)-np.minimum(X,c*100).sum(1)/100
    S=rng.lognormal(-np.log1p(.0025)/2,np.sqrt(np.log1p(.0025)),2000)
    y[i:i+2000]=float(T)-(S[:,None]*rng.normal(m,ms,(2000,n))).sum(1)
print(x.mean(),x.std(ddof=1),np.quantile(x,[.05,.5,.95]),y.mean(),y.std(ddof=1),np.__version__)
