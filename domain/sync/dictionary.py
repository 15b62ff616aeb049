"""What small bodies are compressed against: common words of the wire (SYNC.md, "The wire").

Both ends know a dictionary by its number, which is in every frame made with it. One that has shipped never changes;
`python -m tests.support.train_dictionary NUMBER` makes another.
"""

import base64

_FIRST = (
    b"H>5D^0RR91C=fV&1HrH8ZyaQr^{bz$Dz|<E>x_)E7m@`$MA73Rz^<<Xf25a00TX5b3<wBF=HhVQ0RR+%Lxsl)2El}a#zF!`fdNMY(<meWk%Qm?"
    b"NGuSdND}OU48Q{b00004r5K9CK`;~m1Hc5M7{nwAKmj^{3IG5A0RR911ONa42mk;80ipb`uXg|dpuoVGJj4*+4s$m`3={bE)DLXndC|ES&j0`c"
    b"q5QC~Th9TZ{IIWi005xCz?eP65Z?}SH$n^(`1RBeY~Xp(xfss?00E)=u&-Os0ipb`uY3RipuoVGKEx2;4s$m`3={bE)DLXndC|EU&j0`cq5QC~"
    b"Th9TZ{IIWp005xCz>+D?9|;Z5aiuUPIgkO7l(TPUW@%$(I#O9gF)wFjZe?;|Y{SFAkeC7i#1QLXd|%n6LJ8d^ekGw>&&0$K-wty(LJSl5_0$h+"
    b";Ca!xk(aY?W@c$)Wjaz>L@_UCWo~71VQj<@-wty(LJSl5_0$h+;Ca!x#2|0Hs&i;fu;&Uh8&wQDzHZSxrWaM8;#<^3gmDA}LJt~|lf+S(vu|c*"
    b"X=7zNQdvYXFK1<LWpZI`#1P*Ob2mZ^6ZrMi4{YFh(YYD{&vt2ZX>=}QZ*^{T%>hc0lEe^WY%2Yd-WM0TssrFe0M9SPLXngK1H=#kq5QD5ICe;r"
    b"I$?zu&b3v90je@EGBzzSF)cDN0;MoHIxsK;tz~X;b!l>WUw3b9Wo`tgWo~hGX>xgyz>~yOnX_+ZW@%$(I!Z-EGB0OkZe?;|Y{U?6s7PU^#Bpp@"
    b"P)y`A4pQRH0ZakU0ipb`wLSm<#1H|Y{IIV9bE&@cnY;Adr1Gk8WpZ<GZZ2VDWX%Cek&?s^eTzD2$OS~EGnOK#k6e}s#8#1%0R+Sl0ipb`wLNh~"
    b"m8#0?;%~z>g8{NiMMN?!NK!aPEif=JFf=(WGXj;h*@oGO*s<8DAlRqbgxQGLr`WC8ion3Yzyz%;IW{&mFfcGMFg7tUk;D)Iq5QD5J#j^qs><u)"
    b"Z^Jc{#8;WKZ)Rp`V`Vx@MMN?$XJu|>a$#)55O1hRVWz}!Y*kQ9<TDOZ;>`g~0nY)U{IIn_006`g0ipb`uK{zZzVw;9^xUNKt#)a1X>=}QZ*p>F"
    b"V|2{{N|BPp5C_}eZPCr`>^R_8e|N?-r^I5Clmi3A5CNh5u(T3zwTEMC!2TV=ZnW60*tgiDAlZT0iXhmh*@W1+*sqiU1H=#kq5QD5KyjO;)s%FI"
    b"_={D90je@EGBzzSF)cDN0;MoHIxsK;rEhd-WpV_iZ**v7a*@E3#8sKIZ)QbAGB0OkZe?;|Yyr&y7m=9F0T;v&Z>UINro?e<RZvXiGY(SX%>ftB"
    b"0004@{IIcw&jF$Qu(Ut`0HDCYlFZ1@_(DAXIP($}%>fpW0g;rmZ)Rp`V`Vx@MMN?$XJu|>a$#)4!@!W30s+Jj>tK9e*`-1W-6eh{p<B<y#1L<&"
    b"NMWYLacoskOyn~TQsR-9vu|c*X=7zNN<~C6FK1<LWpZI`#1L<&NMWYLacoskOyn~TQsTrQR7p<hd~0sLnQR`JD7y6kkd1-Y-#GilE!BK```q_3"
    b"%>fvalf+e-vu|c*X=7zNN<~C6FK1<LWpZI`#1L<&NMWYLacoskOyn~TQsT`47y-`#q5QD4M*slC5CNh5u&)7gslN1?yY$?o@~d`fb7^!gV{dhC"
    b"bj<-5k&?s^sq;AT`VmUjJCn&=BXN*Y#6FRf0RzMk0ipb`v_^BHu^H7#Lmj*VgaN8DFfukRF)=MNF#@G9IXW;f1E^wkb7^j6b8`f!Vs&$AZe??G"
    b"k-(G0SDCYKW@c$)WjablL^3aDWo~71VQj<@Z>UINro?e<RZvXiGY(SX%>fw!&jF$Qu(V460K^ahq5QC~0duLo^qIT#+@$iYc4>2IbS`6Wa&l#3"
    b"bj<-5k&?s^SmN+!hQhindk|*7ITm5n#I2H)0|Uem0ipb`vtWPVq<OQK3Jk>YwAilLx7eewKhFW7{IIax005wq#8R2FZ)Rp`V`Vy0Swt}}XJu|>"
    b"a$#)55LZ~<cpmdlkMxbl8HW*)T4({!0ipb`u-pIu#1H|Y{IIV9eFv=AzHgsm3Bs#(X>)0GE@N+XZgk9rk&?s^!qK5KndfjG?H@sZlS$xZ#72>n"
    b"0RzMk0ipb`u-kaloO6%OpTJ73gaN8DFfukRF)=MNF#@G9IXW;f1FvRpY;13LUv+R_cW-TFZUm`jZ)|LDcVBgIk-)&1%!$MhS6JS79`jF+^o_?E"
    b"hY^xmY0m%v0ipb`us_cMq5QD0;Q#=jlf+S(vu|c*X=7zNQdvYXFK1<LWpZI`#1L0l-gqAKPmlDC#~Ftal3Hm2&jF$Qu(06(0K^ahq5QC~0euIo"
    b"*uHO{VhO^kaAk6HZ*DGOWMs^Rk&?s^v?#|4p$k6$Uzn}(Sd}Eq#8i=#0R+Sl0ipb`u;6i~s6mY<4K)~~g8{NqSwt}{O-naTEif=JFflkSFanjc"
    b"*t6KV*smbir`d$qvDt;$gxQL~z`(!+tt&Y;HZ?FXFfcGMGc}RK5CNh5u(059rl>)UCk-_iq>{uCRICGAN|CwaI^?8yvha{^#6XCP%eY-#(({Go"
    b"NC9;G!mF(NoJ#^fiz>*zNlc!2uCf$t>Ci<+Ynam*fvwS^Ptwi~uIPZf363U4X^LuCk_4E{io_6CSl)OZ*uHO{VhO^nc4>2IbS`6Wa&l#3bj<mY"
    b"lEe_MasL_z-5YN=HT`u-Z(_H^YLb)#1H=#kq5QD2ihT`_p^j?k`-la!*sj>O*rOoXf!T^6*r(Zq*tyuRlmP?85CNh5u(JqvQKpjnWVK21FoXfB"
    b"GB7eWEio}IGBE<BFgZFfFaxP$Z*6dFVQFr31gT?hZE$R1X>N3pz>~yQnX_+ZW@%$(I#O9gF)wFjZe?;|Y{U>(Sl)OZ^G}cTjmH^>5t3TW+X2r3"
    b"q5QD33jhGb5CNh5u&)7q2dvn>Z=Yfb!mf5{b7^!gWMy+>a%o~^%=wX$#1O-^hg6kXR$?s45-Tfqs8qy!k(B}i#1H|Y{IIeAdoqjek5$*2oI8XB"
    b"rEhd-WpV|nbY*O1aA<FCWd_+KFfm~<W@BP7En+Y<Gc7k^W@0TkF*7hNH8MA2H!v|}Vq`gD2dvqJ*@W1q*sa*O*r|jBk&?s^S6JS79`jF+^o_?E"
    b"hY^xm%%}yB29O7kk;D)Iq5QD0LwfsxFj9PQ9=)5B#8a8GZ)Rp`V`Vy0Swt}}XJu|>a$#)55LZ~<cpmdlkMxbl8HW*)TFl%5&jF$Qu(J*T0K^ah"
    b"q5QC~0euIo*uHO{VhO^laAk6HZ*DGSWNCEF`H_;u5dAInYZ<5GrJ44w<y0m9uf#o(l>!9B5CNh5u&@(*JGhS!L!O#v!6T2KDw(8VfBt_bal}NC"
    b"lmP?85CNh5u(4)zijNc8$gfovb%X(`GB7eWEio}IGBE<BFgZFfFaxb-Z)|LDcVBgIUu|V>1gU0kY;13LUv+Siz>~yLnX_+ZW@%$(I!Z-EGB0Ok"
    b"Ze?;|Y{U?6s7PU^#Bpp@P)y`A4pQQN0nY)U{IIcX006`g0ipb`uK{zZzVw;9^xUNKt9EH~X>=}QZ*^{Tdy$gF5aPcA<@}mNA}vt&>l&`^x5Pq`"
    b"lmP?85CNh5u(4}<UXk9RtG`MJc7y?{GB7eWEio}IGBE<BFgZFfFaxb}WpQ<7b97&KZ*6661gCOkadl;LbdkW5#8jEHZ)Rp`V`Vx@MMN?$XJu|>"
    b"a$#)55O1hRVWz}!Y*kQ9<TDOZ;(r0p0ipb`v2OqX#1H|Y{IIV9bE&@cnY;Adr1GwIX>)0GE@WkMV{&O?WqXm5#1L?<CUH|lp#85VzN5T-MK{EK"
    b"k(B}i#1H|Y{IIbdcfyds4YNY<%*ccUrEhd-WpV|pY-MzGWpZ<0W?^^+*(5MAVKHW7VlXXXW-?+eH)UdFEn+Y@Gc9FiV>x7HWHe+nV`2xa*@fAJ"
    b"*r(X7*tpoKganb2#1L<&NMWYLacoskOyn~TQsQj|kOq(kkded?0ipb`uPc7Ou!HZ(-qh5~#6T`;F9pumPm|>)@D13sg37^*scjsNHhKU6pp(Q?"
    b"nX_+ZW@%$(I#O9gF)wFjZe?;|Y{U@X4s$m`3={bE)DLXndC|EY0nY)U{IIW=006`g0ipb`uK{(jr6NjLw~_JKt#)a1X>=}QZ*p>FV{}20lEe^E"
    b"I-ive+(#~}6KmXzFmo5gsFIWe1H=#kq5QC~WPLKG13dvj#S=5M*sj>O*rOoXf!T^6*r(Zq*tyuRlmP?85CNh5u&<VXuBW1#w_Pp%jE4cLGB7eW"
    b"Eio}IGBE<BFgZFfFaxV)ZgF*Ka(Q2EWo`tgWo~hGX>xf5r*~yyb7^#C2H7MqF<~)gV`4BZVP-I8EjKwiWG!N4WnnF0I5T58I50D1Fflg=tl5Rx"
    b"gxIIpt=PEOsgcAG0ipb`uMT;gzUrtvm;>M!z?ehC5Z?}SH$n^(`1RBeY~Xp(xgO5|00E)=u&-gy0ipb`ubTh>pp(Q<nX_+ZW@%$(I#O9gF)wFj"
    b"Ze?;|Y{U@X4s$m`3={bE)DLXndC|EZ0nY)U{IIW^006`g0ipb`uK{(jr6NjLw~_JKs&Hj;b8l`gVPs@Mk&?s^;}`AO6$%2;w!KpBLGxNc#8#1%"
    b"0R+Sl0ipb`ubOv$rp(hm5RDGZg8{NqSwt}{HcnAEEif=JFflMKGXj;h*@xMN*smbir`d$rhS;vzirIwOion3Yzyz%;IW{&mFfcGMFgQ6mk;D)I"
    b"q5QA|wlXj>HZ3tREiy4wFgZFfFe@-KIxsMiz{Eh;(Xme5SFM$dEun(rAJLN?7Au@krG;Li1%-Gi9}f4p>OaKXHFIu`TGS<-I(E^`#t2#tC8RFJ"
    b"AKrRn(X#@?0FjlmZ)Rp`V`Vx@MMN?$XJu|>a$#%%0FnRzkdTm=#1QLXd|%n6LJ8d^ekGw>&&1CF00E)=u&)%6l(TPUW@%$(I!Z-EGB0OkZe?;|"
    b"Y{U?6s7PU^#Bpp@P)y`A4pQO)#2}seg3&?<w}^T0`PA&1yi_Va4T-n8ST&wUiV`5g2how1vu|c*X=7zNN<~C6FK1<LWpZI`0RfSi0mKk*s7PU^"
    b"#Bpp@P)y`A4pQO)&j0`cq5QC~6VCym{IIVD005xCz>)&b;G`c%<bkG10FVKZl(TPUW@%$(I!Z-EGB0OkZe?;|Y{SFAkeC7i#1QLXd|%n6LJ8d^"
    b"ekGw>&&0$KS6JS79`jF+^o_?EhY^xmk(aY?W@c$)Wjaz>L@_UCWo~71VQj<@"
)

DICTIONARIES: dict[int, bytes] = {1: base64.b85decode(_FIRST)}
NEWEST = 1
